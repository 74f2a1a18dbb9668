// Joins the pieces that a term's posting list lies in after small databases were compacted into one.
//
// Xapian keeps a posting list in chunks of about 2,000 bytes, each an entry of the table of postings. Its compaction leaves the chunks of its sources as they
// are, and ours come from shards of some hundred documents: most hold few postings under a key as long. Here chunks that follow
// each other become one, up to the size at which Xapian itself begins another.
#pragma once

#include <string>

namespace backfile {

/// Rewrites the table of postings of the database at `directory`, which nobody has open, was written by compaction alone, and is published by nobody yet: an
/// error or a kill leaves it unusable. False, and nothing done, if it is not of the form that is known here (that of Xapian 1.4). Reads and writes the table once; in
/// memory a few MB. Throws Error(io), Error(corrupt), and Interrupted after a signal.
bool join_postings(const std::string& directory);

}  // namespace backfile
