#include "comm/mpi/library_settings.hpp"

#include <ifaddrs.h>
#include <net/if.h>
#include <pwd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>
#include <string_view>

#include "comm/mpi/mpi.hpp"
#include "mpietl/comm/launch.hpp"

namespace mpietl::comm {

namespace {

#if defined(OMPI_MAJOR_VERSION) && OMPI_MAJOR_VERSION >= 5
constexpr bool is_open_mpi_5 = true;
#else
constexpr bool is_open_mpi_5 = false;
#endif

void set_default(const char* name, const char* value) { ::setenv(name, value, 0); }

/// Open MPI searches for network fabrics for 0.2 s at every start. If all ranks are on one host,
/// its shared memory and loopback are enough.
void skip_fabrics_on_one_host() {
  const char* all = std::getenv("OMPI_COMM_WORLD_SIZE");
  const char* here = std::getenv("OMPI_COMM_WORLD_LOCAL_SIZE");
  const bool is_one_host = all != nullptr && here != nullptr && std::string_view(all) == here;
  if (is_one_host || !launcher_rank()) set_default("OMPI_MCA_pml", "ob1");
}

/// Whether other hosts can reach this one by IPv4.
bool has_ipv4() {
  ifaddrs* first = nullptr;
  if (::getifaddrs(&first) != 0) return false;
  bool found = false;
  for (const ifaddrs* each = first; each != nullptr && !found; each = each->ifa_next) {
    found = each->ifa_addr != nullptr && each->ifa_addr->sa_family == AF_INET &&
            (each->ifa_flags & IFF_UP) != 0 && (each->ifa_flags & IFF_LOOPBACK) == 0;
  }
  ::freeifaddrs(first);
  return found;
}

/// If hosts have IPv4 and IPv6, Open MPI 5 fails to pair their addresses and prints a line for each
/// pair of ranks (open-mpi/ompi, issue 14079). One of the two is enough.
void use_one_family_of_addresses() {
  if (!is_open_mpi_5 || std::getenv("OMPI_MCA_btl_tcp_if_include") != nullptr) return;
  if (has_ipv4()) set_default("OMPI_MCA_btl_tcp_disable_family", "6");
}

/// If no launcher started a process, Open MPI 4 starts a daemon next to it, for processes that it
/// might spawn. That takes a quarter of a second, and when many start at once, some fail because
/// they share a folder. With a launcher, this variable has no effect.
void start_alone_without_daemon() { set_default("OMPI_MCA_ess_singleton_isolated", "1"); }

/// Open MPI 5 does not start without HOME, which services and containers may lack.
void have_a_home() {
  if (std::getenv("HOME") != nullptr) return;
  const passwd* const user = ::getpwuid(::getuid());
  set_default("HOME", user != nullptr && *user->pw_dir != '\0' ? user->pw_dir : "/");
}

}  // namespace

void prepare_library() {
  skip_fabrics_on_one_host();
  use_one_family_of_addresses();
  start_alone_without_daemon();
  have_a_home();
}

}  // namespace mpietl::comm
