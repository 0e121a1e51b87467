// Answers requests on descriptors 3 and 4, well or badly.
#include <cstdint>
#include <cstdio>

#include <poll.h>
#include <unistd.h>

#include "probe.hpp"

namespace {

using probe::Arguments;
using probe::Behaviour;
using probe::number;

bool read_all(char* into, std::size_t size) {
  while (size > 0) {
    const ssize_t got = ::read(3, into, size);
    if (got <= 0) return false;
    into += got;
    size -= static_cast<std::size_t>(got);
  }
  return true;
}

bool write_all(const std::string& bytes) {
  std::size_t done = 0;
  while (done < bytes.size()) {
    const ssize_t size = ::write(4, bytes.data() + done, bytes.size() - done);
    if (size <= 0) return false;
    done += static_cast<std::size_t>(size);
  }
  return true;
}

std::string header(std::uint32_t length) {
  std::string bytes;
  for (unsigned shift = 0; shift < 32; shift += 8) {
    bytes.push_back(static_cast<char>((length >> shift) & 0xFFU));
  }
  return bytes;
}

bool read_request(std::string& request) {
  unsigned char length[4];
  if (!read_all(reinterpret_cast<char*>(length), sizeof length)) return false;
  request.resize(length[0] | length[1] << 8U | length[2] << 16U |
                 static_cast<unsigned>(length[3]) << 24U);
  return read_all(request.data(), request.size());
}

/// After the first request.
int after_request(void (*act)(), int code = 0) {
  std::string request;
  if (!read_request(request)) return 1;
  act();
  return code;
}

const Behaviour echoes{"echo", [](const Arguments&) {
  std::string request;
  while (read_request(request)) {
    if (!write_all(header(static_cast<std::uint32_t>(request.size())) + request)) return 1;
  }
  return 0;
}};
const Behaviour dribbles{"echo-in-pieces", [](const Arguments&) {
  std::string request;
  while (read_request(request)) {
    const std::string all = header(static_cast<std::uint32_t>(request.size())) + request;
    for (const char byte : all) {
      if (!write_all(std::string(1, byte))) return 1;
    }
  }
  return 0;
}};
const Behaviour closes{"close-channel", [](const Arguments&) {
  return after_request([] {
    ::close(4);
    ::close(3);
    probe::sleep_ms(300);
  }, 5);
}};
const Behaviour closes_requests{"close-requests", [](const Arguments&) {
  ::close(3);
  probe::sleep_ms(500);
  return 6;
}};
const Behaviour half{"half-an-answer", [](const Arguments&) {
  return after_request([] { write_all(header(100) + "only this"); });
}};
const Behaviour garbage{"garbage-length", [](const Arguments&) {
  return after_request([] {
    write_all("\xff\xff\xff\xff garbage");
    probe::sleep_ms(60'000);
  });
}};
const Behaviour too_much{"too-much", [](const Arguments&) {
  return after_request([] {
    const std::string block(1U << 20U, 'x');
    write_all(header(4U << 20U));
    for (int i = 0; i < 4; ++i) write_all(block);
    probe::sleep_ms(60'000);
  });
}};
const Behaviour answers_twice{"answer-twice", [](const Arguments&) {
  std::string request;
  while (read_request(request)) {
    if (!write_all(header(1) + "1" + header(1) + "2")) return 1;
  }
  return 0;
}};
const Behaviour answers_early{"answer-early", [](const Arguments&) {
  std::string request;
  const bool sent = write_all(header(1) + "1");
  std::fputs("sent\n", stdout);
  std::fflush(stdout);
  while (read_request(request)) {
  }
  return sent ? 0 : 1;
}};
const Behaviour unasked{"unasked-answers", [](const Arguments&) {
  const std::string block(1U << 16U, '\0');  // frames without a payload
  for (int i = 0; i < 16 * 1024; ++i) {      // 1 GiB
    if (!write_all(block)) return 1;
  }
  return 0;
}};
const Behaviour polls{"poll-for-requests", [](const Arguments&) {
  std::string request;
  for (;;) {
    pollfd event{3, POLLIN, 0};
    ::poll(&event, 1, -1);
    if (!read_request(request)) return 0;
    if (!write_all(header(static_cast<std::uint32_t>(request.size())) + request)) return 1;
  }
}};

}  // namespace
