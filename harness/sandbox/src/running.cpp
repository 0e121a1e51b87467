#include "running.hpp"

#include <array>
#include <cerrno>

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>

#include <lockstep/wire/codec.hpp>

namespace lockstep::sandbox {

namespace {

constexpr std::size_t kBlock = 64U << 10U;

void make_non_blocking(const Fd& fd) { ::fcntl(fd.get(), F_SETFL, O_NONBLOCK); }

/// Reads what is there. False at the end of the stream.
bool read_available(const Fd& fd, std::string& into) {
  char block[kBlock];  // not initialised: most reads are small
  const ssize_t size = ::read(fd.get(), block, sizeof block);
  if (size > 0) into.append(block, static_cast<std::size_t>(size));
  return size > 0 || (size < 0 && (errno == EAGAIN || errno == EINTR));
}

std::string read_whole(const Fd& fd) {
  struct stat status {};
  check(::fstat(fd.get(), &status), "fstat");
  std::string bytes(static_cast<std::size_t>(status.st_size), '\0');
  std::size_t done = 0;
  while (done < bytes.size()) {
    const ssize_t size = ::pread(fd.get(), bytes.data() + done, bytes.size() - done,
                                 static_cast<off_t>(done));
    if (size < 0 && errno == EINTR) continue;
    if (size <= 0) break;
    done += static_cast<std::size_t>(size);
  }
  bytes.resize(done);
  return bytes;
}

/// Without private mounts a program speaks of the machine's paths; callers know only those inside.
void use_inside_paths(std::string& text, const std::vector<Mount>& mounts) {
  for (const Mount& mount : mounts) {
    for (std::size_t at = text.find(mount.host); at != std::string::npos;
         at = text.find(mount.host, at + mount.inside.size())) {
      text.replace(at, mount.host.size(), mount.inside);
    }
  }
}

}  // namespace

void Running::State::prepare() {
  responses = wire::FrameReader(limits.response_bytes);
  for (const Fd* fd : {&output.fd, &errors.fd, &request, &response}) make_non_blocking(*fd);
}

void Running::State::pump(std::string_view& unsent) {
  std::array<pollfd, 5> events{{{control.get(), POLLIN, 0},
                                {output.fd.get(), POLLIN, 0},
                                {errors.fd.get(), POLLIN, 0},
                                {response_open ? response.get() : -1, POLLIN, 0},
                                {unsent.empty() ? -1 : request.get(), POLLOUT, 0}}};
  if (::poll(events.data(), events.size(), -1) < 0) {
    if (errno == EINTR) return;
    check(-1, "poll");
  }
  // Data first: what the program wrote before it ended is there when its end is heard.
  if (events[1].revents != 0) take_output(output);
  if (events[2].revents != 0) take_output(errors);
  if (events[3].revents != 0) take_response();
  if (events[4].revents != 0) send_some(unsent);
  if (events[0].revents != 0) take_reply();
}

void Running::State::take_output(Stream& stream) {
  if (!read_available(stream.fd, stream.text)) stream.fd.reset();
  if (stream.text.size() <= limits.output_bytes) return;
  stream.text.resize(limits.output_bytes);
  end_for_output();
}

void Running::State::take_response() {
  std::string bytes;
  if (!read_available(response, bytes)) response_open = false;
  responses.feed(bytes);
  unclaimed += bytes.size();
  if (unclaimed <= limits.response_bytes + wire::frame_header + kBlock) return;
  response_open = false;  // answers that nobody asked for
  end_for_output();
}

void Running::State::send_some(std::string_view& unsent) {
  const ssize_t size = ::write(request.get(), unsent.data(), unsent.size());
  if (size > 0) unsent.remove_prefix(static_cast<std::size_t>(size));
  if (size < 0 && errno != EAGAIN && errno != EINTR) unsent = {};  // nobody reads any more
}

void Running::State::take_reply() {
  Packet packet = receive_packet(control.get(), MSG_DONTWAIT);
  if (packet.closed) {
    if (!over()) failure = "the sandbox's supervisor died";
    return;
  }
  if (packet.bytes.empty()) return;
  reply = wire::decode<Reply>(packet.bytes);
  if (reply->kind == ReplyKind::failed) failure = reply->payload;
  if (reply->kind == ReplyKind::finished) {
    report = wire::decode<Report>(reply->payload);
    files = std::move(packet.descriptors);
  }
}

void Running::State::end_for_output() {
  exceeded = true;
  command(Command::too_much);
}

void Running::State::command(Command what) {
  const char byte = static_cast<char>(what);
  if (!over()) send_packet(control.get(), {&byte, 1});
}

/// An honest program answers each request once, and then waits for the next one.
void Running::State::end_for_forgery() {
  pollfd event{response_open ? response.get() : -1, POLLIN, 0};
  if (::poll(&event, 1, 0) > 0 && (event.revents & POLLIN) != 0) take_response();
  if (unclaimed == 0 || forged) return;
  forged = true;
  command(Command::stop);
}

std::optional<std::string> Running::State::ask(Command what, ReplyKind kind) {
  reply.reset();
  command(what);
  std::string_view nothing;
  while (!over() && !(reply && reply->kind == kind)) pump(nothing);
  if (!reply || reply->kind != kind) return std::nullopt;
  return reply->payload;
}

Running::Running(std::unique_ptr<State> state) : state_(std::move(state)) {}
Running::Running(Running&&) noexcept = default;
Running& Running::operator=(Running&&) noexcept = default;
Running::~Running() = default;  // closing the control socket kills the run

std::optional<std::string> Running::exchange(std::string_view request) {
  const std::string bytes = wire::frame(request);
  std::string_view unsent = bytes;
  try {
    state_->end_for_forgery();
    if (state_->forged) return std::nullopt;
    for (;;) {
      if (auto response = state_->responses.next()) {
        state_->unclaimed -= response->size() + wire::frame_header;
        return response;
      }
      if (state_->over() || !state_->response_open) return std::nullopt;
      state_->pump(unsent);
    }
  } catch (const wire::FrameError&) {
    state_->end_for_output();
    return std::nullopt;
  }
}

/// Waits for the answer: what the program does next is counted anew for certain.
void Running::mark() { static_cast<void>(state_->ask(Command::mark, ReplyKind::tasks)); }

Tasks Running::tasks() {
  const auto answer = state_->ask(Command::tasks, ReplyKind::tasks);
  return answer ? wire::decode<Tasks>(*answer) : Tasks{};
}

Inventory Running::inventory() {
  const auto answer = state_->ask(Command::inventory, ReplyKind::inventory);
  return answer ? wire::decode<Inventory>(*answer) : Inventory{};
}

Facts Running::finish() {
  state_->request.reset();
  std::string_view nothing;
  while (!state_->over()) state_->pump(nothing);
  if (state_->failure) throw SandboxError(*state_->failure);
  state_->end_for_forgery();
  Report& report = *state_->report;
  Facts facts{report.ending, state_->step, report.wall, report.cpu, report.peak_memory_bytes,
              report.task_limit_hit, report.left_running, report.never_waited_for,
              report.tasks_ever,
              std::move(report.waiting), {}, {}, {}};
  for (std::size_t i = 0; i < report.collected.size() && i < state_->files.size(); ++i) {
    facts.files[report.collected[i]] = read_whole(state_->files[i]);
  }
  for (State::Stream* stream : {&state_->output, &state_->errors}) {
    while (stream->fd && stream->text.size() <= state_->limits.output_bytes) {
      const std::size_t before = stream->text.size();
      if (!read_available(stream->fd, stream->text) || stream->text.size() == before) break;
    }
    if (stream->text.size() > state_->limits.output_bytes) {
      stream->text.resize(state_->limits.output_bytes);
      state_->exceeded = true;
    }
  }
  const Cause cause = facts.ending.cause;
  if (state_->exceeded && (cause == Cause::exited || cause == Cause::signalled)) {
    facts.ending = {Cause::output_limit, 0};
  }
  if (state_->forged && facts.ending.cause != Cause::output_limit) {
    facts.ending = {Cause::tampering, 0};
  }
  facts.output = std::move(state_->output.text);
  facts.errors = std::move(state_->errors.text);
  if (state_->step >= Step::landlock) {
    for (std::string* text : {&facts.output, &facts.errors}) use_inside_paths(*text, state_->mounts);
  }
  return facts;
}

}  // namespace lockstep::sandbox
