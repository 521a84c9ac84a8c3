import Testing

@testable import Digests

/// Known answers of PBKDF2.
struct PBKDF2Tests {
  struct Answer: Sendable {
    var password: String
    var salt: String
    var rounds: Int
    var key: String
  }

  /// RFC 6070, section 2, but for the one of 16,777,216 rounds.
  static let published = [
    Answer(password: "password", salt: "salt", rounds: 1, key: "0c60c80f961f0e71f3a9b524af6012062fe037a6"),
    Answer(password: "password", salt: "salt", rounds: 2, key: "ea6c014dc72d6f8ccd1ed92ace1d41f0d8de8957"),
    Answer(password: "password", salt: "salt", rounds: 4096, key: "4b007901b765489abead49d926f721d065a429c1"),
    Answer(
      password: "passwordPASSWORDpassword", salt: "saltSALTsaltSALTsaltSALTsaltSALTsalt", rounds: 4096,
      key: "3d2eec4fe41c849b80c8d83662c0e44a8b291a964cf2f07038"),
    Answer(password: "pass\0word", salt: "sa\0lt", rounds: 4096, key: "56fa6aa75548099dcc37d7f03425e0c3"),
  ]

  @Test(arguments: published) func thePublishedPasswordsHaveThePublishedKeys(answer: Answer) {
    let key = PBKDF2<SHA1>(password: Array(answer.password.utf8)).key(
      salt: Array(answer.salt.utf8), rounds: answer.rounds, length: answer.key.utf8.count / 2)
    #expect(Digest.hexadecimal(key) == answer.key)
  }

  /// The same over SHA-512, computed by OpenSSL.
  @Test(arguments: [
    Answer(
      password: "password", salt: "salt", rounds: 1,
      key: "867f70cf1ade02cff3752599a3a53dc4af34c7a669815ae5d513554e1c8cf252"
        + "c02d470a285a0501bad999bfe943c08f050235d7d68b1da55e63f73b60a57fce"),
    Answer(
      password: "passwordPASSWORDpassword", salt: "saltSALTsaltSALTsaltSALTsaltSALTsalt", rounds: 4096,
      key: "8c0511f4c6e597c6ac6315d8f0362e225f3c501495ba23b868c005174dc4ee71"
        + "115b59f9e60cd9532fa33e0f75aefe30225c583a186cd82bd4daea9724a3d3b8"),
  ])
  func keysOverSHA512(answer: Answer) {
    let key = Digest.pbkdf2(
      Array(answer.password.utf8), salt: Array(answer.salt.utf8), rounds: answer.rounds,
      length: answer.key.utf8.count / 2)
    #expect(Digest.hexadecimal(key) == answer.key)
  }

  /// A password longer than a block, a salt longer than a block and a key of two blocks, computed by OpenSSL.
  @Test func nothingNeedsToFitABlock() {
    let key = Digest.pbkdf2(Array(1...200), salt: Array(0..<150), rounds: 3, length: 100)
    #expect(
      Digest.hexadecimal(key) == "7d8d5dc8c36c2a3d32460c270e10c6966e8e33437808a1082bf5bcbc97741613"
        + "94f15b7020d85b192e908b8e5f548a714f8a11c9b09ed5daed3836c963efed5e"
        + "4e9c3ac6b1448d3db5d1c601be5e1bf2e67e89d10d932176cb40e6145cadeb615291f585")
  }

  @Test func aPasswordMayFillABlockAndASaltMayBeEmpty() {
    let key = Digest.pbkdf2(Array(repeating: UInt8(ascii: "k"), count: 128), salt: [], rounds: 2, length: 64)
    #expect(
      Digest.hexadecimal(key) == "e38b198215390b8ab1e563d9398236671c84df6b9958adfe2d9957533d2d14a4"
        + "79adb31ecf53da67c310acedf7fce1442001ce901dd7ab6d6370e9a0ecc1e094")
  }
}
