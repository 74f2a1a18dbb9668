#include "indexer/crawl/mhtml.hpp"

#include "common/address.hpp"
#include "indexer/crawl/header_fields.hpp"
#include "indexer/crawl/mail_message.hpp"

namespace backfile {
namespace {

/// Browsers write one multipart, mails put an alternative into it; each level is searched once more.
constexpr int max_depth = 4;

bool is_html(const MailPart& part) { return part.media_type == "text/html" || part.media_type == "application/xhtml+xml"; }

std::string_view without_brackets(std::string_view id) {
  if (id.size() >= 2 && id.front() == '<' && id.back() == '>') id = id.substr(1, id.size() - 2);
  return id;
}

/// The HTML that a part is, or that is the root of it: what `start` names, else the first (RFC 2387 section 3.2).
std::optional<MailPart> find_root(const MailPart& part, int depth) {
  if (is_html(part)) return part;
  if (depth == max_depth || !part.media_type.starts_with("multipart/")) return std::nullopt;
  std::optional<MailPart> root;
  bool is_named = false;
  for_each_mail_part(part, [&](std::string_view text) {
    const MailPart inner = read_mail_part(text);
    is_named = !part.start.empty() && without_brackets(inner.content_id) == without_brackets(part.start);
    if (is_named || !root) {
      if (auto found = find_root(inner, depth + 1)) root = std::move(found);
    }
    return !is_named && (!root || !part.start.empty());
  });
  return root;
}

std::string web_address(std::string_view location) {
  auto address = normalise_address(location);
  return address ? std::move(*address) : std::string();
}

std::string address_of(const MailPart& message, const MailPart& root) {
  for (const std::string* location : {&message.snapshot_location, &root.content_location, &message.content_location})
    if (std::string address = web_address(*location); !address.empty()) return address;
  return {};
}

}  // namespace

std::optional<SavedMessage> read_mhtml(std::string_view message) {
  while (message.starts_with('\r') || message.starts_with('\n')) message.remove_prefix(1);
  const MailPart whole = read_mail_part(message);
  const auto root = find_root(whole, 0);
  if (!root) return std::nullopt;
  SavedMessage saved{.html = decoded_mail_body(*root), .charset = root->charset, .address = address_of(whole, *root), .captured = {}};
  if (whole.from.find("Saved by ") != std::string::npos) saved.captured = parse_mail_date(whole.date);
  return saved;
}

}  // namespace backfile
