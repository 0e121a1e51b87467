// The header of a made-up exercise: what entry's tests ask of a submission.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace fake {

int add(int left, int right);
std::map<std::string, std::optional<double>> echo(
    const std::map<std::string, std::optional<double>>& value);
std::string join(std::vector<std::string> parts) noexcept;
void nothing();
int fail(const std::string& how);
std::string large(std::uint64_t size);

struct Clocks {  // nanoseconds
  std::int64_t system = 0;
  std::int64_t realtime = 0;
  std::int64_t of_day = 0;
  std::int64_t seconds = 0;
  std::int64_t c11 = 0;
  std::int64_t steady = 0;
};
Clocks read_clocks();
std::int64_t read_in_child();
std::vector<int> processors();  // by each way to ask
int page_size();

int first_descriptor();
std::vector<int> inherited_descriptors();

int child_returns();  // each: the child's exit code
int child_throws();
void leave_thread();
int racy_sum();

}  // namespace fake
