// What a container without privileges lets nobody do, for the calling process and all that come
// from it, by seccomp: namespaces and mounts are denied and clone3 is answered with ENOSYS, as
// Docker's default policy does it.
#pragma once

namespace sandbox_test {

enum class Landlock { there, missing };

/// False where it could not be installed.
bool enter_container(Landlock landlock);

}  // namespace sandbox_test
