import Testing

@testable import Digests

/// Known answers of RFC 1321, appendix A.5.
struct MD5Tests {
  @Test(arguments: [
    ("", "d41d8cd98f00b204e9800998ecf8427e"), ("abc", "900150983cd24fb0d6963f7d28e17f72"),
    ("message digest", "f96b697d7cb7938d525a2f31aaf161d0"),
    (
      "12345678901234567890123456789012345678901234567890123456789012345678901234567890",
      "57edf4a22be3c955ac49da2e2107b67a"
    ),
  ]) func textsHaveTheirDigests(_ text: String, _ digest: String) {
    #expect(Digest.hexadecimal(Digest.md5(Array(text.utf8))) == digest)
  }

  /// Parts of every length up to some blocks, the digest asked for in between.
  @Test func aMessageMayComeInParts() {
    let message = (0..<1000).map { UInt8($0 % 251) }
    for length in 1...200 {
      var hash = MD5()
      for start in stride(from: 0, to: message.count, by: length) {
        #expect(hash.digest == Digest.md5(Array(message[..<start])))
        hash.add(Array(message[start..<min(start + length, message.count)]))
        hash.add([])
      }
      #expect(hash.digest == Digest.md5(message))
    }
  }
}
