import CLibCurl
import Glibc

/// What the transfer thread does: the only one to touch libcurl's handles once it runs.
final class TransferLoop {
  /// Handles that are kept for the next requests: more than are ever under way at a time by default.
  private static let keptHandles = 64

  private let multi: UnsafeMutableRawPointer
  private let inbox: TransferInbox
  private let settings: PreparedSettings
  private let share: UnsafeMutableRawPointer?
  private var active: [UnsafeMutableRawPointer: Transfer] = [:]
  private var idle: [EasyHandle] = []
  private var hasLoadedCookies = false

  init(multi: UnsafeMutableRawPointer, inbox: TransferInbox, settings: PreparedSettings) {
    self.multi = multi
    self.inbox = inbox
    self.settings = settings
    self.share = curl_share_init()
    if let share {
      _ = fairlead_curl_share_add(share, CURL_LOCK_DATA_SSL_SESSION)
      if settings.settings.cookieFile != nil { _ = fairlead_curl_share_add(share, CURL_LOCK_DATA_COOKIE) }
    }
    let connections = max(1, min(settings.settings.maximumConnections, 1024))
    _ = fairlead_curl_multi_set_long(multi, CURLMOPT_MAX_HOST_CONNECTIONS, connections)
    _ = fairlead_curl_multi_set_long(multi, CURLMOPT_MAXCONNECTS, connections)
  }

  /// Works until the inbox says to stop; every transfer that was handed over is answered by then.
  func run() {
    var delivery = inbox.take()
    while !delivery.isStopping {
      for transfer in delivery.submitted { start(transfer) }
      for transfer in delivery.cancelled { cancel(transfer) }
      var running: Int32 = 0
      _ = curl_multi_perform(multi, &running)
      collectFinished()
      // Wake-ups, sockets and libcurl's own timers end the wait; its length is only a net below them.
      _ = curl_multi_poll(multi, nil, 0, 10_000, nil)
      delivery = inbox.take()
    }
    end(leftOver: delivery)
  }

  private func start(_ transfer: Transfer) {
    guard let handle = idle.popLast() ?? makeHandle() else {
      return transfer.finish(
        .failure(TransportError(.other, "libcurl cannot set up a request with these settings, or is out of memory")))
    }
    guard handle.prepare(transfer), curl_multi_add_handle(multi, handle.curl) == CURLM_OK else {
      return transfer.finish(.failure(TransportError(.other, "libcurl cannot set up the request")))
    }
    transfer.handle = handle
    active[handle.curl] = transfer
  }

  private func makeHandle() -> EasyHandle? {
    defer { hasLoadedCookies = true }
    return EasyHandle(settings, share: share, loadsCookies: !hasLoadedCookies)
  }

  private func cancel(_ transfer: Transfer) {
    guard let handle = release(transfer) else { return }
    transfer.finish(.failure(.cancelled(mayHaveBeenSent: handle.hasSentRequest)))
  }

  private func collectFinished() {
    var left: Int32 = 0
    while let message = curl_multi_info_read(multi, &left) {
      guard message.pointee.msg == CURLMSG_DONE, let curl = message.pointee.easy_handle, let transfer = active[curl]
      else {
        continue
      }
      // Reading the result first: the message is libcurl's, and gone with the handle.
      let code = message.pointee.data.result
      guard let handle = release(transfer) else { continue }
      if code == CURLE_OK, handle.status > 0 {
        transfer.finish(.success(transfer.response(status: handle.status)))
      } else {
        transfer.finish(.failure(TransportError(code, of: transfer, handle: handle, settings: settings)))
      }
    }
  }

  /// Takes the handle from a transfer that is over and keeps it for the next.
  private func release(_ transfer: Transfer) -> EasyHandle? {
    guard let handle = transfer.handle else { return nil }
    transfer.handle = nil
    active[handle.curl] = nil
    curl_multi_remove_handle(multi, handle.curl)
    if idle.count < TransferLoop.keptHandles { idle.append(handle) }
    return handle
  }

  private func end(leftOver: TransferInbox.Delivery) {
    for transfer in Array(active.values) { cancel(transfer) }
    for transfer in leftOver.submitted + inbox.close().submitted {
      transfer.finish(.failure(.cancelled(mayHaveBeenSent: false)))
    }
    idle.removeAll()
    curl_multi_cleanup(multi)
    curl_share_cleanup(share)
    inbox.announceEnd()
  }
}

extension TransferLoop {
  /// Starts the thread; false where the system has none to give.
  static func start(multi: UnsafeMutableRawPointer, inbox: TransferInbox, settings: PreparedSettings) -> Bool {
    let context = Unmanaged.passRetained(TransferLoop(multi: multi, inbox: inbox, settings: settings)).toOpaque()
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
    defer { pthread_attr_destroy(&attributes) }
    // The new thread takes over the mask: signals, a broken pipe's included, are for the program's other threads.
    var all = sigset_t()
    var before = sigset_t()
    sigfillset(&all)
    pthread_sigmask(SIG_SETMASK, &all, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    var thread = pthread_t()
    let code = pthread_create(
      &thread, &attributes,
      { context in
        guard let context else { return nil }
        Unmanaged<TransferLoop>.fromOpaque(context).takeRetainedValue().run()
        return nil
      }, context)
    if code != 0 { Unmanaged<TransferLoop>.fromOpaque(context).release() }
    return code == 0
  }
}
