// expect: exit 0 (EAFNOSUPPORT)
// arguments: @ABSTRACT@
#include <sys/socket.h>
#include <sys/un.h>

#include <hostile.hpp>

int main(int argc, char** argv) {
  hostile::need(argc == 2, "arguments");
  for (const int family :
       {AF_INET, AF_INET6, AF_NETLINK, AF_PACKET, AF_VSOCK, AF_BLUETOOTH, AF_ALG}) {
    for (const int type : {SOCK_STREAM, SOCK_DGRAM, SOCK_RAW}) {
      hostile::must_fail_with("socket", ::socket(family, type, 0), {EAFNOSUPPORT});
    }
  }
  // Somebody outside listens under this name.
  const int fd = ::socket(AF_UNIX, SOCK_STREAM, 0);
  hostile::need(fd >= 0, "unix socket");
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::strncpy(address.sun_path + 1, argv[1], sizeof address.sun_path - 2);
  const auto size =
      static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + 1 + std::strlen(argv[1]));
  hostile::must_fail_with("abstract socket",
                          ::connect(fd, reinterpret_cast<sockaddr*>(&address), size),
                          {ECONNREFUSED, EPERM});
  return hostile::verdict();
}
