#include "report/memory_file.hpp"

#include <cstdlib>
#include <cstring>

#include "report/attributes.hpp"
#include "report/superblock.hpp"

namespace mpietl::report {

/// What HDF5's memory driver works on. It stays ours when the driver closes the file: the copy that
/// H5Fget_file_image() takes of an open file of this format has a wrong checksum in HDF5 1.10.
struct MemoryFile::Memory {
  void* bytes = nullptr;
  std::size_t size = 0;

  static void* allocate(std::size_t size, H5FD_file_image_op_t /*reason*/, void* self) {
    return reallocate(nullptr, size, H5FD_FILE_IMAGE_OP_NO_OP, self);
  }

  static void* copy(void* to, const void* from, std::size_t size, H5FD_file_image_op_t /*reason*/,
                    void* /*self*/) {
    return std::memcpy(to, from, size);
  }

  static void* reallocate(void* old, std::size_t size, H5FD_file_image_op_t /*reason*/,
                          void* self) {
    void* const grown = std::realloc(old, size);
    if (grown != nullptr) *static_cast<Memory*>(self) = {grown, size};
    return grown;
  }

  static herr_t keep(void* /*bytes*/, H5FD_file_image_op_t /*reason*/, void* /*self*/) { return 0; }

  static void* share(void* self) { return self; }

  static herr_t leave(void* /*self*/) { return 0; }
};

namespace {

constexpr std::size_t growth_bytes = std::size_t{4} << 20U;

/// A path below a device: HDF5 first tries to open a file of the name, and there can be none.
constexpr auto no_such_file = "/dev/null/report.h5";

}  // namespace

void MemoryFile::Release::operator()(Memory* memory) const {
  std::free(memory->bytes);
  delete memory;
}

MemoryFile::MemoryFile() : memory_(new Memory) {
  const std::string doing = "making a file in memory";
  const PropertyHandle access(H5Pcreate(H5P_FILE_ACCESS), doing);
  H5FD_file_image_callbacks_t callbacks{&Memory::allocate, &Memory::copy,  &Memory::reallocate,
                                        &Memory::keep,     &Memory::share, &Memory::leave,
                                        memory_.get()};
  checked(H5Pset_fapl_core(access.id(), growth_bytes, 0), doing);
  checked(H5Pset_file_image_callbacks(access.id(), &callbacks), doing);
  // HDF5 1.8's format: every reader knows it, and its object headers carry checksums.
  checked(H5Pset_libver_bounds(access.id(), H5F_LIBVER_V18, H5F_LIBVER_V18), doing);
  const PropertyHandle creation(H5Pcreate(H5P_FILE_CREATE), doing);
  keep_attributes_in_header(creation);
  file_.emplace(H5Fcreate(no_such_file, H5F_ACC_EXCL, creation.id(), access.id()), doing);
}

std::span<const std::byte> MemoryFile::finish() {
  const std::string doing = "finishing the file in memory";
  file_->close(doing);
  file_.reset();
  // The driver's memory is larger than the file, whose end is only known now.
  const std::span bytes(static_cast<const std::byte*>(memory_->bytes), memory_->size);
  const auto end =
      bytes.size() < superblock_bytes ? 0 : end_of_data(bytes.first<superblock_bytes>());
  if (end == 0 || end > bytes.size()) throw Hdf5Failure(doing + ": it has no end");
  return bytes.first(end);
}

}  // namespace mpietl::report
