// Joins the pieces that a term's posting list lies in after small databases were compacted into one.
//
// Xapian keeps a posting list in chunks of about 2,000 bytes, each an entry of the table of postings. Its compaction leaves the chunks of its sources as they
// are, and ours come from leaves of a few dozen documents: most hold one or two postings under a key ten times as long. Here chunks that follow
// each other become one, up to the size at which Xapian itself begins another.
//
// An entry's key is the term (zero bytes followed by 255) and, but for its first chunk, a zero byte and the first document's number. The first chunk's tag begins with the
// term's frequency, its occurrences, and the first document less one; then, as in all chunks, whether it is the last ('1' or '0'), how far
// the last document lies from the first, the first one's occurrences, and for each further document how far it lies from the one before, less one, and its
// occurrences. The list of document lengths is of the same form under a key of its own.
#pragma once

#include <string>

namespace backfile {

enum class Stoppable : bool { no, yes };

/// Rewrites the table of postings of the database at `directory`, which nobody has open, was written by compaction alone, and is published by nobody yet: an
/// error or a kill leaves it unusable. False, and nothing done, if it is not of the form that is known here (that of Xapian 1.4). Reads and writes the table once; in
/// memory a few MB. Throws Error(io), Error(corrupt) and, if `stoppable`, Interrupted.
bool join_postings(const std::string& directory, Stoppable stoppable);

}  // namespace backfile
