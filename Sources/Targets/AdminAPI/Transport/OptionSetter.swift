import CLibCurl

/// Sets options of a libcurl handle and remembers whether all were accepted.
struct OptionSetter {
  private let curl: UnsafeMutableRawPointer
  private(set) var isAccepted = true

  init(_ curl: UnsafeMutableRawPointer) {
    self.curl = curl
  }

  mutating func set(_ option: CURLoption, _ value: Int) {
    note(fairlead_curl_set_long(curl, option, value))
  }

  mutating func set(_ option: CURLoption, size: Int) {
    note(fairlead_curl_set_size(curl, option, curl_off_t(size)))
  }

  mutating func set(_ option: CURLoption, _ text: String) {
    note(fairlead_curl_set_string(curl, option, text))
  }

  mutating func set(_ option: CURLoption, pointer: UnsafeMutableRawPointer) {
    note(fairlead_curl_set_pointer(curl, option, pointer))
  }

  mutating func set(_ option: CURLoption, list: UnsafeMutablePointer<curl_slist>?) {
    note(fairlead_curl_set_list(curl, option, list))
  }

  mutating func set(_ option: CURLoption, callback: curl_write_callback) {
    note(fairlead_curl_set_callback(curl, option, callback))
  }

  mutating func set(seek callback: curl_seek_callback) {
    note(fairlead_curl_set_seek(curl, callback))
  }

  /// Has libcurl keep a copy of a body.
  mutating func setBody(copying body: [UInt8]) {
    set(CURLOPT_POST, 1)
    set(CURLOPT_POSTFIELDSIZE_LARGE, size: body.count)
    var empty: CChar = 0
    body.withUnsafeBytes { bytes in
      let start = bytes.baseAddress.map(UnsafeMutableRawPointer.init(mutating:))
      if bytes.isEmpty || start == nil {
        note(fairlead_curl_set_pointer(curl, CURLOPT_COPYPOSTFIELDS, &empty))
      } else {
        note(fairlead_curl_set_pointer(curl, CURLOPT_COPYPOSTFIELDS, start))
      }
    }
  }

  /// Has libcurl ask for a body of this size as it sends it.
  mutating func setBody(asking size: Int) {
    set(CURLOPT_POST, 1)
    note(fairlead_curl_set_pointer(curl, CURLOPT_POSTFIELDS, nil))
    set(CURLOPT_POSTFIELDSIZE_LARGE, size: size)
  }

  mutating func set(_ tls: ConnectionSettings.TLS) {
    if let authorities = tls.authorities {
      set(authorities, file: CURLOPT_CAINFO, blob: CURLOPT_CAINFO_BLOB)
      // The system's directory of authorities would count besides the ones that were named.
      note(fairlead_curl_set_string(curl, CURLOPT_CAPATH, nil))
    }
    if let certificate = tls.clientCertificate, let key = tls.clientKey {
      set(certificate, file: CURLOPT_SSLCERT, blob: CURLOPT_SSLCERT_BLOB)
      set(key, file: CURLOPT_SSLKEY, blob: CURLOPT_SSLKEY_BLOB)
    }
    if tls.skipsVerification {
      set(CURLOPT_SSL_VERIFYPEER, 0)
      set(CURLOPT_SSL_VERIFYHOST, 0)
    }
  }

  private mutating func set(_ source: ConnectionSettings.PEMSource, file: CURLoption, blob: CURLoption) {
    switch source {
    case .file(let path): set(file, path)
    case .text(let text):
      let bytes = Array(text.utf8)
      note(bytes.withUnsafeBytes { fairlead_curl_set_blob(curl, blob, $0.baseAddress, $0.count) })
    }
  }

  private mutating func note(_ code: CURLcode) {
    if code != CURLE_OK { isAccepted = false }
  }
}
