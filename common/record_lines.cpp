#include "common/record_lines.hpp"

namespace backfile {

void put_line(std::string& out, std::string_view name, std::string_view value) {
  if (value.empty()) return;
  out.append(name);
  out += '=';
  std::size_t plain = 0;
  for (std::size_t i = value.find_first_of("\\\n\r"); i != std::string_view::npos; i = value.find_first_of("\\\n\r", plain)) {
    out.append(value, plain, i - plain);
    out += '\\';
    out += value[i] == '\n' ? 'n' : value[i] == '\r' ? 'r' : '\\';
    plain = i + 1;
  }
  out.append(value, plain);
  out += '\n';
}

void put_line(std::string& out, std::string_view name, const std::optional<PartialDate>& date) {
  if (!date) return;
  std::string text = to_string(*date);
  if (date->precision == Precision::minute) text.erase(text.find('T') + 6, 3);
  put_line(out, name, text);
}

std::string unescaped_value(std::string_view value) {
  std::string out;
  out.reserve(value.size());
  std::size_t plain = 0;
  for (std::size_t i = value.find('\\'); i != std::string_view::npos && i + 1 < value.size(); i = value.find('\\', plain)) {
    out.append(value, plain, i - plain);
    const char escape = value[i + 1];
    out += escape == 'n' ? '\n' : escape == 'r' ? '\r' : escape;
    plain = i + 2;
  }
  out.append(value, plain);
  return out;
}

}  // namespace backfile
