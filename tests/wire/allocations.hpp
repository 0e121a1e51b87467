// Bytes that went through operator new in this program.
#pragma once

#include <cstddef>

[[nodiscard]] std::size_t bytes_allocated() noexcept;
