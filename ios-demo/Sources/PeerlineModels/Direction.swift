import Foundation

/// A number, a date or an hour set apart (U+2066 LRI ... U+2069 PDI, UAX 9), so that a text that is written from right to left
/// does not turn it around. The core's sentences carry this already; only bare numbers of a record need it.
public func isolated(_ number: String) -> String {
    let plain = number.unicodeScalars.filter { !isDirectionMark($0) }
    return "\u{2066}\(String(String.UnicodeScalarView(plain)))\u{2069}"
}

/// Whether a language is written from right to left.
public func isRightToLeft(_ language: String) -> Bool {
    let primary = language.split(whereSeparator: { $0 == "-" || $0 == "_" }).first.map { $0.lowercased() }
    return ["ar", "fa", "he", "ps", "ur", "yi"].contains(primary)
}

private func isDirectionMark(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
    default: false
    }
}
