#include "zip.hpp"

#include <ctime>

#include <archive.h>
#include <archive_entry.h>
#include <fmt/format.h>
#include <lockstep/build/fault.hpp>
#include <lockstep/verdict/printable.hpp>

namespace lockstep::bundle {
namespace {

constexpr std::time_t earliest = 315'619'200;  // 1980-01-02: a zip knows no earlier time

struct EntryCloser {
  void operator()(archive_entry* entry) const noexcept { archive_entry_free(entry); }
};

}  // namespace

void Zip::Closer::operator()(archive* open) const noexcept { archive_write_free(open); }

Zip::Zip(const std::filesystem::path& file) : file_(file), archive_(archive_write_new()) {
  if (archive_write_set_format_zip(archive_.get()) != ARCHIVE_OK ||
      archive_write_open_filename(archive_.get(), file.c_str()) != ARCHIVE_OK) {
    fail();
  }
}

void Zip::add(const std::string& name, std::string_view content, bool executable) {
  const std::unique_ptr<archive_entry, EntryCloser> entry(archive_entry_new());
  archive_entry_set_pathname(entry.get(), name.c_str());
  archive_entry_set_size(entry.get(), static_cast<la_int64_t>(content.size()));
  archive_entry_set_filetype(entry.get(), AE_IFREG);
  archive_entry_set_perm(entry.get(), executable ? 0755 : 0644);
  archive_entry_set_mtime(entry.get(), earliest, 0);
  if (archive_write_header(archive_.get(), entry.get()) != ARCHIVE_OK) fail();
  if (archive_write_data(archive_.get(), content.data(), content.size()) !=
      static_cast<la_ssize_t>(content.size())) {
    fail();
  }
}

void Zip::close() {
  if (archive_write_close(archive_.get()) != ARCHIVE_OK) fail();
}

void Zip::fail() const {
  const char* why = archive_error_string(archive_.get());
  throw build::GraderFault(fmt::format("cannot write {}: {}", verdict::printable(file_.string()),
                                       why != nullptr ? why : "unknown reason"));
}

}  // namespace lockstep::bundle
