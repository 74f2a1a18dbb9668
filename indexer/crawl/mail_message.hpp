// Mail messages (RFC 5322, MIME: RFC 2045 and 2046), as far as saved pages are such: heads, parts, encodings. Pure.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include <backfile/date.hpp>

namespace backfile {

/// A message or one of its parts.
struct MailPart {
  std::string media_type, charset;  // as declared, lower case the type; empty: undeclared
  std::string boundary, start;      // of a multipart: what parts it, and the Content-ID of its root, if told
  std::string encoding;             // Content-Transfer-Encoding, lower case
  std::string content_id, content_location, snapshot_location, from, date;
  std::string_view body;            // as encoded, within the text that was read
};

/// `text` from its first field on. A head over 64 kB ends there; one without an end is the whole text.
[[nodiscard]] MailPart read_mail_part(std::string_view text);
/// Calls `take` with each part of a multipart, until it returns false. What stands before the first and behind the last is no part; a last one
/// that is cut is one.
void for_each_mail_part(const MailPart& multipart, const std::function<bool(std::string_view part)>& take);
/// The body decoded: quoted-printable, base64, else as it is. What cannot be decoded stands as it is, or is left out of base64.
[[nodiscard]] std::string decoded_mail_body(const MailPart& part);

/// "Fri, 21 Feb 2025 10:20:30 +0100": the moment with its offset; nullopt for anything less.
[[nodiscard]] std::optional<PartialDate> parse_mail_date(std::string_view text);

}  // namespace backfile
