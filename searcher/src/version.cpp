#include <backfile/version.hpp>

namespace backfile {

std::string_view version() noexcept { return BACKFILE_VERSION; }

}  // namespace backfile
