#include "command.hpp"

#include <algorithm>
#include <cstdlib>
#include <string_view>

#include <unistd.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/readable_pipe.hpp>
#include <boost/process/v2/process.hpp>
#include <boost/process/v2/stdio.hpp>

namespace lockstep::batch {
namespace {

namespace asio = boost::asio;
namespace process = boost::process::v2;

/// Empty: there is none.
std::string found_in_path(const std::string& name) {
  const char* value = std::getenv("PATH");
  std::string_view folders = value != nullptr ? value : "/usr/bin:/bin";
  while (!folders.empty()) {
    const std::size_t end = std::min(folders.find(':'), folders.size());
    std::string file = std::string(folders.substr(0, end)) + "/" + name;
    if (::access(file.c_str(), X_OK) == 0) return file;
    folders.remove_prefix(std::min(end + 1, folders.size()));
  }
  return {};
}

}  // namespace

Said run_command(const std::vector<std::string>& arguments) {
  Said said;
  asio::io_context loop;
  const std::string program = found_in_path(arguments.front());
  if (program.empty()) {
    said.status = 127;
    said.errors = "there is no program " + arguments.front();
    return said;
  }
  const pid_t self = ::getpid();
  try {
    asio::readable_pipe output(loop);
    asio::readable_pipe errors(loop);
    process::process child(loop.get_executor(), program,
                           std::vector<std::string>(arguments.begin() + 1, arguments.end()),
                           process::process_stdio{nullptr, output, errors});
    const auto ignore = [](boost::system::error_code, std::size_t) {};
    asio::async_read(output, asio::dynamic_buffer(said.output), ignore);
    asio::async_read(errors, asio::dynamic_buffer(said.errors), ignore);
    loop.run();
    said.status = child.wait();
  } catch (const std::exception& error) {
    if (::getpid() != self) ::_exit(127);  // Boost threw between fork and exec
    said.status = 127;
    said.errors = error.what();
  }
  return said;
}

}  // namespace lockstep::batch
