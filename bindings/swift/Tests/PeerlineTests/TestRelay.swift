import Foundation

/// A relay of this machine and of one test: it hands out files, or accepts a call and never answers.
final class TestRelay: @unchecked Sendable {
    /// Where it is.
    let url: String
    private let socket: Int32
    private let files: [String: Data]?
    private let lock = NSLock()
    private var open: [Int32] = []
    private var asked: [String] = []

    /// Hands out these files by their paths; anything else is not found.
    static func with(files: [String: Data]) throws -> TestRelay { try TestRelay(files: files) }

    /// Accepts every call and never answers.
    static func silent() throws -> TestRelay { try TestRelay(files: nil) }

    /// The paths that were asked for, in order.
    var paths: [String] { lock.withLock { asked } }

    private init(files: [String: Data]?) throws {
        let (socket, port) = try Self.listening()
        self.socket = socket
        self.files = files
        url = "http://127.0.0.1:\(port)"
        Thread.detachNewThread { [weak self] in
            while true {
                let connection = accept(socket, nil, nil)
                guard connection >= 0 else { return }
                guard let self else {
                    close(connection)
                    return
                }
                self.lock.withLock { self.open.append(connection) }
                Thread.detachNewThread { self.answer(connection) }
            }
        }
    }

    /// A socket of this machine only, and the port that the system chose.
    private static func listening() throws -> (socket: Int32, port: UInt16) {
        #if os(Linux)
            let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        #else
            let socket = Darwin.socket(AF_INET, SOCK_STREAM, 0)
        #endif
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let listens = withUnsafeMutablePointer(to: &address) { address in
            address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(socket, address, length) == 0 && listen(socket, 16) == 0
                    && getsockname(socket, address, &length) == 0
            }
        }
        guard socket >= 0, listens else { throw NoSocket() }
        return (socket, UInt16(bigEndian: address.sin_port))
    }

    /// Ends it, and every call that waits for it.
    func stop() {
        lock.withLock {
            shutdown(socket, Int32(SHUT_RDWR))
            for connection in open { shutdown(connection, Int32(SHUT_RDWR)) }
        }
    }

    deinit {
        stop()
        close(socket)
    }

    private func answer(_ connection: Int32) {
        defer {
            lock.withLock { open.removeAll { $0 == connection } }
            close(connection)
        }
        var head = Data()
        var bytes = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = recv(connection, &bytes, bytes.count, 0)
            guard count > 0 else { return }
            head.append(contentsOf: bytes[..<count])
            guard let end = head.range(of: Data("\r\n\r\n".utf8)) else { continue }
            let words = String(decoding: head[..<end.lowerBound], as: UTF8.self).split(separator: " ")
            let path = words.count > 1 ? String(words[1]) : ""
            lock.withLock { asked.append(path) }
            guard let files else { continue }
            send(files[path], to: connection)
            return
        }
    }

    private func send(_ body: Data?, to connection: Int32) {
        let status = body == nil ? "404 Not Found" : "200 OK"
        let head = "HTTP/1.1 \(status)\r\nconnection: close\r\ncontent-length: \(body?.count ?? 0)\r\n\r\n"
        let all = [UInt8](Data(head.utf8) + (body ?? Data()))
        var sent = 0
        while sent < all.count {
            let count = all[sent...].withUnsafeBytes { rest in
                #if os(Linux)
                    Glibc.send(connection, rest.baseAddress, rest.count, Int32(MSG_NOSIGNAL))
                #else
                    Darwin.send(connection, rest.baseAddress, rest.count, 0)
                #endif
            }
            guard count > 0 else { return }
            sent += count
        }
    }
}

struct NoSocket: Error {}
