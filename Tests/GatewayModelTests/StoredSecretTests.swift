import GatewayModel
import Testing

/// Secrets in the forms that a gateway stores; the hashes were computed by OpenSSL.
@Suite struct StoredSecretTests {
  private static let stored =
    "$pbkdf2-sha512$i=10000,l=32$AAECAwQFBgcICQoLDA0ODw$lBvRUQ9eioNDbSDIj+gne8vGjGn9tRQw9MOeV1rFBvY"

  @Test func aPasswordIsStoredWithItsConsumer() {
    let stored = StoredSecret.sha1("secret", salt: "d0000000-0000-4000-8000-000000000001")
    #expect(stored == "c6430fbc66f6df683a6477bb82f7c806e33d5f2c")
    #expect(StoredSecret.looksLikeSHA1(stored))
  }

  @Test func aClientSecretIsStoredWithItsSalt() {
    #expect(StoredSecret.pbkdf2("a secret", salt: Array(0..<16)) == Self.stored)
    #expect(StoredSecret.matches("a secret", pbkdf2: Self.stored))
    #expect(!StoredSecret.matches("a Secret", pbkdf2: Self.stored))
  }

  @Test func aHashMayBeShorterAndOfFewerRounds() {
    let stored = "$pbkdf2-sha512$i=1000,l=16$AAECAwQFBgcICQoLDA0ODw$YzEDj+fAUYaGBsmqobg6jQ"
    #expect(StoredSecret.matches("a secret", pbkdf2: stored))
    #expect(!StoredSecret.matches("a secret", pbkdf2: stored.replacing("i=1000", with: "i=1001")))
  }

  @Test(arguments: [
    "", "a secret", "$pbkdf2-sha512$", "$pbkdf2-sha512$i=10000,l=32$AAEC$", "$pbkdf2-sha512$i=10000,l=32$AAEC$A",
    "$pbkdf2-sha512$i=0,l=32$AAEC$AAEC", "$pbkdf2-sha512$i=100001,l=32$AAEC$AAEC", "$pbkdf2-sha512$l=32$AAEC$AAEC",
    "$pbkdf2-sha512$i=99999999999999999999,l=32$AAEC$AAEC", "$pbkdf2-sha512$i=1,l=32$A!EC$AAEC",
    "$pbkdf2-sha512$i=1,l=32$AAEC$AAECAwQFBgcICQoLDA0ODwAAECAwQFBgcICQoLDA0ODwAAECAwQFBgcICQoLDA0ODwAAECAwQFBgcICQoLDA0ODw",
  ])
  func whatIsNoHashMatchesNothing(stored: String) {
    #expect(!StoredSecret.matches("a secret", pbkdf2: stored))
  }
}
