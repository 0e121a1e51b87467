# Everything from others is a system package; nothing is downloaded or vendored.
find_package(Threads REQUIRED)
# Header-only parts: Process v2, Asio, JSON, PFR. 1.81 is the first with Process v2.
find_package(Boost 1.81 CONFIG REQUIRED)
find_package(fmt 9 REQUIRED)
find_package(GTest 1.12 REQUIRED)
find_package(CLI11 2.1 REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(tomlplusplus REQUIRED IMPORTED_TARGET tomlplusplus)
pkg_check_modules(libseccomp REQUIRED IMPORTED_TARGET libseccomp)
# Batches: the store, archives, the metadata of Gradescope's exports, names of contents.
find_package(SQLite3 3.37 REQUIRED)
find_package(LibArchive REQUIRED)
pkg_check_modules(yamlcpp REQUIRED IMPORTED_TARGET yaml-cpp)
find_package(OpenSSL 3 COMPONENTS Crypto REQUIRED)
