import CLibCurl

/// A libcurl handle, used for one transfer after the other; lives on the transfer thread.
///
/// What the settings say is set once. What a request says is set anew for each, every option every time, so that
/// nothing stays behind from the request before.
final class EasyHandle {
  /// Bodies up to this size are copied by libcurl, which sends them together with the head of the request.
  private static let longestCopy = 64 << 10

  let curl: UnsafeMutableRawPointer
  private let settings: PreparedSettings
  private let errorText: UnsafeMutablePointer<CChar>
  private var headerList: UnsafeMutablePointer<curl_slist>?
  private var connectList: UnsafeMutablePointer<curl_slist>?

  /// Nil where libcurl has no memory left, or lacks what the settings ask for.
  init?(_ settings: PreparedSettings, share: UnsafeMutableRawPointer?, loadsCookies: Bool) {
    guard let curl = curl_easy_init() else { return nil }
    self.curl = curl
    self.settings = settings
    self.errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
    self.errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    if let connectTo = settings.connectTo { self.connectList = curl_slist_append(nil, connectTo) }
    guard applySettings(share: share, loadsCookies: loadsCookies) else { return nil }
  }

  deinit {
    curl_easy_cleanup(curl)
    curl_slist_free_all(headerList)
    curl_slist_free_all(connectList)
    errorText.deallocate()
  }

  /// Sets everything for a transfer; false where libcurl refuses an option.
  func prepare(_ transfer: Transfer) -> Bool {
    let request = transfer.request
    errorText.pointee = 0
    var option = OptionSetter(curl)
    option.set(CURLOPT_URL, settings.urlPrefix + request.target)
    switch request.body {
    case nil: option.set(CURLOPT_HTTPGET, 1)
    case .bytes(let bytes)? where bytes.count <= EasyHandle.longestCopy: option.setBody(copying: bytes)
    case .bytes(let bytes)?: stream(StreamedBody(bytes), of: transfer, &option)
    case .streamed(let body)?: stream(body, of: transfer, &option)
    }
    option.set(CURLOPT_CUSTOMREQUEST, request.method.rawValue)
    option.set(CURLOPT_FRESH_CONNECT, request.isRepeatable ? 0 : 1)
    let limit = request.timeout.map { PreparedSettings.milliseconds($0) } ?? settings.timeoutMilliseconds
    option.set(CURLOPT_TIMEOUT_MS, limit)
    option.set(CURLOPT_CONNECTTIMEOUT_MS, min(limit, settings.timeoutMilliseconds))
    option.set(CURLOPT_HTTPHEADER, list: makeHeaderList(request))
    let context = Unmanaged.passUnretained(transfer).toOpaque()
    option.set(CURLOPT_WRITEDATA, pointer: context)
    option.set(CURLOPT_HEADERDATA, pointer: context)
    option.set(CURLOPT_READDATA, pointer: context)
    option.set(CURLOPT_SEEKDATA, pointer: context)
    return option.isAccepted
  }

  private func stream(_ body: StreamedBody, of transfer: Transfer, _ option: inout OptionSetter) {
    transfer.upload = BodyUpload(body)
    option.setBody(asking: body.count)
  }

  /// What libcurl says of the last failure beyond its code; empty for nothing.
  var failureText: String { String(cString: errorText) }

  /// The status of the answer; 0 for none.
  var status: Int { value(CURLINFO_RESPONSE_CODE) }
  /// The system's error number of a failed connection; 0 for none.
  var systemError: Int32 { Int32(truncatingIfNeeded: value(CURLINFO_OS_ERRNO)) }
  /// Whether any byte of a request went out.
  var hasSentRequest: Bool { value(CURLINFO_REQUEST_SIZE) > 0 }

  /// The names that the server's certificate is made out to; empty where none was shown.
  var certificateNames: [String] {
    guard let certificates = fairlead_curl_get_certificates(curl)?.pointee, certificates.num_of_certs > 0,
      let list = certificates.certinfo
    else { return [] }
    let label = "X509v3 Subject Alternative Name:"
    var entry = list[0]
    while let line = entry?.pointee {
      let text = line.data.map { String(cString: $0) } ?? ""
      if text.hasPrefix(label) {
        return text.dropFirst(label.count).split(separator: ",").compactMap { name in
          name.firstIndex(of: ":").map { String(name[name.index(after: $0)...]) }
        }
      }
      entry = line.next
    }
    return []
  }

  private func value(_ info: CURLINFO) -> Int {
    var value = 0
    _ = fairlead_curl_get_long(curl, info, &value)
    return value
  }

  private func makeHeaderList(_ request: HTTPRequest) -> UnsafeMutablePointer<curl_slist>? {
    var list: UnsafeMutablePointer<curl_slist>?
    for header in settings.headers {
      if request.headers.contains(where: { $0.name.lowercased() == header.name.lowercased() }) { continue }
      list = curl_slist_append(list, header.line)
    }
    for header in request.headers { list = curl_slist_append(list, header.line) }
    if request.body != nil {
      // libcurl would wait up to a second for the gateway's leave to send a body of more than a megabyte.
      list = curl_slist_append(list, "Expect:")
    }
    curl_slist_free_all(headerList)
    headerList = list
    return list
  }

  private func applySettings(share: UnsafeMutableRawPointer?, loadsCookies: Bool) -> Bool {
    let connection = settings.settings
    var option = OptionSetter(curl)
    option.set(CURLOPT_ERRORBUFFER, pointer: errorText)
    option.set(CURLOPT_WRITEFUNCTION, callback: receiveBodyCallback)
    option.set(CURLOPT_HEADERFUNCTION, callback: receiveHeaderCallback)
    option.set(CURLOPT_READFUNCTION, callback: sendBodyCallback)
    option.set(seek: rewindBodyCallback)
    // Signals are the program's own business, and a thread that still looks up a name must not hold up its end.
    option.set(CURLOPT_NOSIGNAL, 1)
    option.set(CURLOPT_QUICK_EXIT, 1)
    option.set(CURLOPT_NOPROGRESS, 1)
    option.set(CURLOPT_TCP_NODELAY, 1)
    option.set(CURLOPT_TCP_KEEPALIVE, 1)
    option.set(CURLOPT_PROTOCOLS_STR, "http,https")
    // A redirect is an answer: following it could carry a token to another host.
    option.set(CURLOPT_FOLLOWLOCATION, 0)
    option.set(CURLOPT_PATH_AS_IS, 1)
    option.set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
    option.set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_2TLS))
    // Whether the gateway speaks HTTP/2 shows with the first connection: before that, no others are begun.
    if settings.base.scheme == "https" { option.set(CURLOPT_PIPEWAIT, 1) }
    option.set(CURLOPT_MAXFILESIZE_LARGE, size: connection.responseLimit)
    if let share { option.set(CURLOPT_SHARE, pointer: share) }
    if let user = settings.base.user { option.set(CURLOPT_USERNAME, user) }
    if let password = settings.base.password { option.set(CURLOPT_PASSWORD, password) }
    if let proxy = connection.proxy {
      option.set(CURLOPT_PROXY, proxy)
    } else if settings.base.isLoopback || connection.unixSocket != nil {
      option.set(CURLOPT_PROXY, "")
    } else if settings.base.scheme == "http", let proxy = connection.environmentProxy, !proxy.isEmpty {
      option.set(CURLOPT_PROXY, proxy)
    }
    if let socket = connection.unixSocket { option.set(CURLOPT_UNIX_SOCKET_PATH, socket) }
    if let connectList { option.set(CURLOPT_CONNECT_TO, list: connectList) }
    // One handle reads the file for all; an empty name makes the others use what is shared.
    if let file = connection.cookieFile { option.set(CURLOPT_COOKIEFILE, loadsCookies ? file : "") }
    option.set(connection.tls)
    // Where a certificate is made out to others, they are told.
    if settings.base.scheme == "https" { option.set(CURLOPT_CERTINFO, 1) }
    return option.isAccepted
  }
}
