"""WARC files (ISO 28500, versions 1.0 and 1.1) as crawlers write them: gzip, a member per record, a request beside each response. Nothing in
them depends on when or where they are written: times are the crawl's, record ids are made from names, gzip headers carry no time."""

import base64
import hashlib
import re
import uuid
import zlib

REASONS = {200: "OK", 301: "Moved Permanently", 404: "Not Found"}
# How a server may send a page, one after the other: as it is, compressed, in chunks, both.
DELIVERIES = [(), ("gzip",), ("chunked",), ("gzip", "chunked")]
CHUNK_BYTES = 1500


def sha1(data):
    return "sha1:" + base64.b32encode(hashlib.sha1(data).digest()).decode()


def squeeze(data):
    """Gzip with zlib's own header: no name, no time."""
    squeezer = zlib.compressobj(9, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
    return squeezer.compress(data) + squeezer.flush()


def in_chunks(data):
    """RFC 9112 section 7.1."""
    pieces = [data[at:at + CHUNK_BYTES] for at in range(0, len(data), CHUNK_BYTES)]
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


def crlf(lines):
    return "".join(line + "\r\n" for line in lines).encode()


def http_head(status, media_type, delivery, location, length):
    lines = [f"HTTP/1.1 {status} {REASONS[status]}", "Server: nginx", f"Content-Type: {media_type}"]
    lines += [f"Location: {location}"] if location else []
    lines += ["Content-Encoding: gzip"] if "gzip" in delivery else []
    lines += ["Transfer-Encoding: chunked"] if "chunked" in delivery else [f"Content-Length: {length}"]
    return crlf(lines + ["Connection: close", ""])


class WarcFile:
    """One file, record by record; `seen` (address and payload digest to date and place of the first capture) is shared by several, so that what
    a later crawl finds unchanged becomes a revisit."""

    def __init__(self, name, version, software, date, seen, brackets):
        self.name, self.version, self.seen, self.brackets = name, version, seen, brackets
        self.data, self.records, self.responses = b"", 0, 0
        conforms = f"http://iipc.github.io/warc-specifications/specifications/warc-format/warc-{version}/"
        self.info = self.record("warcinfo", date, crlf([f"software: {software}", f"format: WARC File Format {version}", f"conformsTo: {conforms}", "robots: classic"]),
                                [("WARC-Filename", name), ("Content-Type", "application/warc-fields")])[1]

    def record(self, kind, date, block, fields):
        """Appends a record; returns its offset and id."""
        offset, self.records = len(self.data), self.records + 1
        identity = f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'{self.name}/{self.records}')}>"
        head = [f"WARC/{self.version}", f"WARC-Type: {kind}", f"WARC-Record-ID: {identity}", f"WARC-Date: {date}"]
        head += [f"{name}: {value}" for name, value in fields] + [f"Content-Length: {len(block)}", ""]
        self.data += squeeze(crlf(head) + block + b"\r\n\r\n")
        return offset, identity

    def fetch(self, url, date, body, media_type, status=200, location=""):
        """What a crawler writes for one page: response (or revisit), then its request. Returns where the former begins and, of a revisit, the place
        of the capture that it refers to."""
        delivery = DELIVERIES[self.responses % len(DELIVERIES)]
        self.responses += 1
        sent = squeeze(body) if "gzip" in delivery else body
        head = http_head(status, media_type, delivery, location, len(sent))
        target = f"<{url}>" if self.brackets else url
        fields = [("WARC-Target-URI", target), ("WARC-Warcinfo-ID", self.info), ("WARC-Payload-Digest", sha1(body)), ("Content-Type", "application/http; msgtype=response")]
        first, original = self.seen.setdefault((url, sha1(body)), (date, f"{self.name}#{len(self.data)}"))
        is_revisit = first != date
        if is_revisit:
            fields += [("WARC-Profile", f"http://netpreserve.org/warc/{self.version}/revisit/identical-payload-digest"),
                       ("WARC-Refers-To-Target-URI", target), ("WARC-Refers-To-Date", first)]
        block = head if is_revisit else head + (in_chunks(sent) if "chunked" in delivery else sent)
        offset, identity = self.record("revisit" if is_revisit else "response", date, block, fields)
        host, path = re.match(r"https://([^/]+)(.*)", url).groups()
        request = crlf([f"GET {path} HTTP/1.1", f"Host: {host}", "User-Agent: sample-crawler", "Accept: text/html,*/*;q=0.8", "Accept-Encoding: gzip", ""])
        self.record("request", date, request, [("WARC-Target-URI", target), ("WARC-Concurrent-To", identity), ("Content-Type", "application/http; msgtype=request")])
        return offset, original if is_revisit else ""

    def note(self, url, date, lines):
        """A metadata record about a page."""
        self.record("metadata", date, crlf(lines), [("WARC-Target-URI", f"<{url}>" if self.brackets else url), ("Content-Type", "application/warc-fields")])
