// Addresses from the paths of mirrors: what wget and HTTrack wrote as HOST/PATH is read back as https://HOST/PATH.
// Sources: wget's url.c (append_uri_pathel, url_file_name) and manual (--restrict-file-names, --adjust-extension,
// --protocol-directories); HTTrack's "Mirrored from" comment.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <backfile/date.hpp>

namespace backfile {

/// Where a host directory may stand.
enum class HostPlace {
  first,    // below the root of a mirror: the first component, or the second below http/ or https/
  anywhere  // in a path of which the mirror's root is unknown (a list of paths, a single file): the first that looks like a host
};

/// The address of a mirrored file, normalised; nullopt when no component is a host's name. `root_name`: the name of the CRAWL
/// directory, which may be the host itself (may be empty). Pure.
[[nodiscard]] std::optional<std::string> mirror_address(std::string_view root_name, std::string_view relative_path, HostPlace place);

/// What HTTrack notes in a page that it mirrors. Of the scheme it says nothing: https.
struct HttrackComment {
  std::string address;  // normalised
  std::optional<PartialDate> captured;
};

/// Looked for in the first and the last 2 kB: HTTrack writes it behind the opening tag of the page and before the closing one.
[[nodiscard]] std::optional<HttrackComment> httrack_comment(std::string_view page_bytes);

}  // namespace backfile
