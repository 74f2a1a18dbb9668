// Words of scripts written without spaces, by ICU's dictionaries. Private to common/: other code sees text.hpp.
#pragma once

#include <string_view>
#include <vector>

namespace backfile {

/// Appends the words of `run`, well-formed UTF-8 that holds nothing but Chinese and Japanese characters, or nothing but letters of
/// South-East Asian scripts, with their marks. Thread-safe (an iterator per thread). Linear: long runs are cut into pieces.
void append_dictionary_words(std::string_view run, std::vector<std::string_view>& words);

}  // namespace backfile
