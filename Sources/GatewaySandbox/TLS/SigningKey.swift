#if TLS
// The library that SwiftNIO's TLS comes with; another one is not worth its compiling for one signature.
internal import CNIOBoringSSL
internal import Digests

/// A private key on the curve P-256, made anew.
struct SigningKey: ~Copyable {
  private let key: OpaquePointer

  init() throws(SandboxFailure) {
    let made = EC_KEY_new_by_curve_name(NID_X9_62_prime256v1)
    guard let made, EC_KEY_generate_key(made) == 1 else {
      EC_KEY_free(made)
      throw Self.failure
    }
    key = made
  }

  deinit { EC_KEY_free(key) }

  private static let failure = SandboxFailure("no key can be made for TLS")

  /// The public point, uncompressed.
  var publicPoint: [UInt8] { written { i2o_ECPublicKey(key, $0) } }

  /// The key in the form of RFC 5915.
  var privateKey: [UInt8] { written { i2d_ECPrivateKey(key, $0) } }

  /// The signature of the SHA-256 of a message, in DER.
  func signature(of message: [UInt8]) -> [UInt8] {
    let digest = Digest.sha256(message)
    let size = ECDSA_size(key)
    return [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      var length = UInt32(0)
      _ = ECDSA_sign(0, digest, digest.count, buffer.baseAddress, &length, key)
      count = Int(length)
    }
  }

  /// What a function of the library writes: asked for its length first, then for the bytes.
  private func written(_ write: (UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>?) -> Int32) -> [UInt8] {
    let length = Int(max(0, write(nil)))
    return [UInt8](unsafeUninitializedCapacity: length) { buffer, count in
      var end = buffer.baseAddress
      count = Int(max(0, write(&end)))
    }
  }
}
#endif
