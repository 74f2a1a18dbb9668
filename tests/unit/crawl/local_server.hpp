// A news site of a few pages, served on this machine, for crawlers that the tests start.
#pragma once

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <string>

#include "tests/support/process.hpp"

namespace backfile::test {

/// Its path; empty: not installed.
inline std::string program(const std::string& name) {
  for (const std::string directory : {"/usr/bin/", "/bin/", "/usr/local/bin/"})
    if (::access((directory + name).c_str(), X_OK) == 0) return directory + name;
  return {};
}

/// Serves a few pages on a free port until the object goes.
class LocalServer {
 public:
  LocalServer(const std::string& python, const std::string& script) {
    process_detail::Pipe out;
    child_ = ::fork();
    if (child_ < 0) process_detail::fail("fork");
    if (child_ == 0) {
      ::dup2(out.write, 1);
      ::execl(python.c_str(), python.c_str(), "-c", script.c_str(), nullptr);
      ::_exit(127);
    }
    process_detail::Pipe::shut(out.write);
    char c = 0;
    while (::read(out.read, &c, 1) == 1 && c != '\n') port += c;
  }
  ~LocalServer() {
    ::kill(child_, SIGKILL);
    ::waitpid(child_, nullptr, 0);
  }
  LocalServer(const LocalServer&) = delete;
  LocalServer& operator=(const LocalServer&) = delete;
  std::string port;  // empty: it did not start

 private:
  pid_t child_ = -1;
};

inline constexpr const char* local_site = R"py(
import gzip, http.server, sys
def page(words):
    return ('<!doctype html><html lang="en"><title>%s</title><meta property="og:type" content="article"><article><h1>%s</h1>'
            '<p>%s was all that people at the harbour spoke about on Monday, when the ferries stayed in port.</p>'
            '<p>The mayor asked everyone to stay at home until the wind had gone down again.</p></article></html>' % (words, words, words)).encode()
class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'
    def log_message(self, *args): pass
    def answer(self, status, type, body, *fields):
        self.send_response(status)
        self.send_header('Content-Type', type)
        for name, value in fields: self.send_header(name, value)
        if ('Transfer-Encoding', 'chunked') not in fields: self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        self.wfile.write(body)
    def do_GET(self):
        html = 'text/html; charset=utf-8'
        if self.path == '/':
            links = ''.join('<a href="%s">x</a>' % at for at in ('plain', 'zipped', 'chunked', 'moved', 'gone', 'x.png', 'story?id=3', '2024/', 'long'))
            self.answer(200, html, ('<!doctype html><html><title>All</title><body>%s</body></html>' % links).encode())
        elif self.path == '/story?id=3': self.answer(200, html, page('A drought'))
        elif self.path == '/2024/': self.answer(200, html, page('A heatwave'))
        elif self.path == '/long': self.answer(200, html, page('A thaw').replace(b'<html', b'<!-- ' + b'x' * 5000 + b' --><html'))
        elif self.path == '/plain': self.answer(200, html, page('A storm'))
        elif self.path == '/zipped': self.answer(200, html, gzip.compress(page('A flood'), mtime=0), ('Content-Encoding', 'gzip'))
        elif self.path == '/chunked':
            body = page('A gale')
            chunks = b''.join(b'%x\r\n%s\r\n' % (len(body[i:i+50]), body[i:i+50]) for i in range(0, len(body), 50))
            self.answer(200, html, chunks + b'0\r\n\r\n', ('Transfer-Encoding', 'chunked'))
        elif self.path == '/moved': self.answer(301, html, b'', ('Location', '/after'))
        elif self.path == '/after': self.answer(200, html, page('A frost'))
        elif self.path == '/x.png': self.answer(200, 'image/png', b'\x89PNG\r\n\x1a\n')
        else: self.answer(404, html, b'<!doctype html><title>Not found</title>')
server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Handler)
print(server.server_address[1], flush=True)
server.serve_forever()
)py";

}  // namespace backfile::test
