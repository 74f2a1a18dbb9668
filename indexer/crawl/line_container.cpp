// JSON lines as inputs: a line's end is what tells one unit of work from the next, so lines are found here and read elsewhere.
#include <fmt/format.h>

#include "indexer/crawl/container.hpp"
#include "indexer/crawl/line_reader.hpp"

namespace backfile {
namespace {

class ArticleLines final : public Container {
 public:
  ArticleLines(LineReader lines, Input file_input, std::uint64_t max_line_bytes)
      : lines_(std::move(lines)), file_(std::move(file_input)), max_line_bytes_(max_line_bytes) {}

  /// The next line that holds anything.
  std::optional<Input> next() override {
    while (true) {
      auto read = lines_.next();
      Input input = file_;
      if (auto* reject = std::get_if<Reject>(&read)) {
        input.kind = Input::Kind::failure;
        input.failure = std::move(*reject);
        return input;
      }
      auto& line = std::get<std::optional<LineReader::Line>>(read);
      if (!line) return std::nullopt;
      if (line->text.find_first_not_of(" \t\r\f\v") == std::string::npos) continue;
      input.kind = Input::Kind::article_line;
      input.source += fmt::format("#{}", line->offset);
      input.line = line->number;
      input.offset = line->offset;
      input.length = line->text.size();
      input.bytes = std::move(line->text);
      if (!line->too_long) return input;
      input.bytes.clear();
      input.kind = Input::Kind::failure;
      input.failure = {.reason = Reason::too_large, .detail = fmt::format("line {}: over the limit of {} bytes", line->number, max_line_bytes_)};
      return input;
    }
  }

 private:
  LineReader lines_;
  Input file_;
  std::uint64_t max_line_bytes_;
};

}  // namespace

std::unique_ptr<Container> open_article_lines(FileHandle file, FileCoding coding, Input file_input, std::uint64_t max_line_bytes) {
  const auto line_coding = coding == FileCoding::gzip ? LineReader::Coding::gzip : LineReader::Coding::plain;
  return std::make_unique<ArticleLines>(LineReader(std::move(file), line_coding, max_line_bytes), std::move(file_input), max_line_bytes);
}

}  // namespace backfile
