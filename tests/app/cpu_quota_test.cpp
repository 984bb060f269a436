#include "app/cpu_quota.hpp"

#include <filesystem>
#include <fstream>

#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using namespace mpietl;
using app::cpu_quotas;

namespace {

/// A made-up /proc/PID and control groups in a folder.
class Groups {
 public:
  void write(const std::string& name, const std::string& text) const {
    const std::filesystem::path path(folder_ / name);
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path) << text << "\n";
  }

  void mount(const std::string& root, const std::string& name, const std::string& type) {
    mounts_ +=
        "31 23 0:28 " + root + " " + folder_ / name + " rw,relatime shared:4 - " + type + "\n";
    write("proc/mountinfo", "23 1 0:2 / / rw - ext4 /dev/sda1 rw\n" + mounts_);
  }

  [[nodiscard]] std::vector<int> cpus() const {
    std::vector<int> all;
    for (const auto& quota : cpu_quotas(folder_ / "proc")) all.push_back(quota.cpus);
    return all;
  }

  [[nodiscard]] std::string process() const { return folder_ / "proc"; }

 private:
  test::TemporaryFolder folder_;
  std::string mounts_;
};

}  // namespace

TEST_CASE("quotas of cgroup v2 are those of the group and of all above", "[app]") {
  Groups groups;
  groups.mount("/", "sys", "cgroup2 cgroup rw");
  groups.write("proc/cgroup", "0::/slurm/job_1");
  CHECK(groups.cpus().empty());
  groups.write("sys/slurm/job_1/cpu.max", "max 100000");
  groups.write("sys/slurm/cpu.max", "350000 100000");
  CHECK(groups.cpus() == std::vector{4});
  groups.write("sys/slurm/job_1/cpu.max", "50000 100000");
  groups.write("sys/slurm/job_2/cpu.max", "100000 100000");
  CHECK(groups.cpus() == std::vector{1, 4});
  const auto quotas = cpu_quotas(groups.process());
  CHECK(quotas[0].group != quotas[1].group);
}

TEST_CASE("in a container the mount point is its own group", "[app]") {
  Groups groups;
  groups.mount("/docker/0123", "sys", "cgroup2 cgroup rw");
  groups.write("sys/cpu.max", "150000 100000");
  for (const char* const path : {"/", "/docker/0123", "/../../elsewhere"}) {
    groups.write("proc/cgroup", std::string("0::") + path);
    CHECK(groups.cpus() == std::vector{2});
  }
}

TEST_CASE("quotas of cgroup v1 are those of its CPU controller", "[app]") {
  Groups groups;
  groups.mount("/", "sys/memory", "cgroup cgroup rw,memory");
  groups.mount("/", "sys/cpu", "cgroup cgroup rw,cpu,cpuacct");
  groups.write("proc/cgroup", "4:memory:/a\n2:cpuacct,cpu:/a/b\n0::/");
  groups.write("sys/memory/a/cpu.cfs_quota_us", "100000");
  groups.write("sys/memory/a/cpu.cfs_period_us", "100000");
  groups.write("sys/cpu/a/b/cpu.cfs_quota_us", "-1");
  groups.write("sys/cpu/a/b/cpu.cfs_period_us", "100000");
  CHECK(groups.cpus().empty());
  groups.write("sys/cpu/a/cpu.cfs_quota_us", "25000");
  groups.write("sys/cpu/a/cpu.cfs_period_us", "10000");
  CHECK(groups.cpus() == std::vector{3});
}

TEST_CASE("without control groups there is no quota", "[app]") {
  Groups groups;
  CHECK(groups.cpus().empty());
  groups.write("proc/cgroup", "nonsense\n:\n0:");
  groups.write("proc/mountinfo", "nonsense\n1 2 3 -");
  CHECK(groups.cpus().empty());
}
