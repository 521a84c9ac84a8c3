import Documents

/// A certificate and its key pair, made for this purpose; they protect nothing.
enum MockPEM {
  static let certificate = """
    -----BEGIN CERTIFICATE-----
    MIIDGTCCAgGgAwIBAgIUJo71ClMORZ6lwv2jwidboTOtX/QwDQYJKoZIhvcNAQEL
    BQAwGzEZMBcGA1UEAwwQcmVkYWN0ZWQuZXhhbXBsZTAgFw0yNjExMjMxOTA5NTBa
    GA8yMTI2MTAzMDE5MDk1MFowGzEZMBcGA1UEAwwQcmVkYWN0ZWQuZXhhbXBsZTCC
    ASIwDQYJKoZIhvcNAQEBBQADggEPADCCAQoCggEBAMOud1R7mVB5ygaBO7Lo8sME
    euxfuWPYdjnh3JSo8krJwt4PntaU0GL/dblNd0vZ5W7VBachPcPHqHOTFHHMrgPS
    870paDdTw7aEaeaHEl/9Kf4Pm/3dpMrIW0ZElf0FZUdeGHSMElBdj03fWCw9oP/S
    DBMf1g9H5zoi2/CEMJFIx7Jmkh0cs3ZY8m6/QrUUAdmO9ilIjSzPKkkB0Kv/2x5k
    rebl4Rlpszf7r6G238uaDIVTtqxgSQD+zC9yOK5vSXzMlQQCCj5S1mPFzNV6kKPO
    b7vGF99klDoRkIwmq8aEfMI9PjDqX1WGNpjsAmi5uv9nTo224/bK4F6jIO3/wqcC
    AwEAAaNTMFEwHQYDVR0OBBYEFG6Xf3i/5FWB9/wPCORkEQGdGfgxMB8GA1UdIwQY
    MBaAFG6Xf3i/5FWB9/wPCORkEQGdGfgxMA8GA1UdEwEB/wQFMAMBAf8wDQYJKoZI
    hvcNAQELBQADggEBACUJIFFGhBTOoOAGTFlpNfgjdSgwQecfqFKpALXy/VJXgdmK
    CTzxlrWQFPTcXH8BzsixB6rNHAK3d8XKpe0nyjddsyuxbabXmAQvltju1BIsmDxW
    jjDzxD6xP6Uwai0Z1gBEf8V6gsmWUKyM0ozG6I19bG+Ev8DCnmOLKuESu+cDgWix
    wLkWs1TByQxtY4Da4Zr6lWzREPb3Xu5wo7t2d8d9U6iH1aCLH/vqMVwvyVEjcJ9S
    tHGUTEIT/A/Yqovzi7UEFFv/2rN2JqIxC9niuNSgigYNo7uiNgtV7GiIHlFbNoon
    2gx66wxBmJIPldZ+uqArdOvWWzXfXWnrSlv4Wf4=
    -----END CERTIFICATE-----
    """

  static let privateKey = """
    -----BEGIN PRIVATE KEY-----
    MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQDDrndUe5lQecoG
    gTuy6PLDBHrsX7lj2HY54dyUqPJKycLeD57WlNBi/3W5TXdL2eVu1QWnIT3Dx6hz
    kxRxzK4D0vO9KWg3U8O2hGnmhxJf/Sn+D5v93aTKyFtGRJX9BWVHXhh0jBJQXY9N
    31gsPaD/0gwTH9YPR+c6ItvwhDCRSMeyZpIdHLN2WPJuv0K1FAHZjvYpSI0szypJ
    AdCr/9seZK3m5eEZabM3+6+htt/LmgyFU7asYEkA/swvcjiub0l8zJUEAgo+UtZj
    xczVepCjzm+7xhffZJQ6EZCMJqvGhHzCPT4w6l9VhjaY7AJoubr/Z06NtuP2yuBe
    oyDt/8KnAgMBAAECggEATX2ssd8UcsMYFwVcf9gyMrp2d17dCsYw43EnKhPRh35o
    1gl3jGB4OYwSsaQUxwvuCLsBNxM542sQsVwgb4RvsQH8Ff/szmQ0j/XV/j2lMDAQ
    ThUeYCVC2i8Hvkbw4rcdSWrg4l6J7htu4Za90x9Av64NrBEicwC1d9dQI+olVZK8
    blMIX4SFizkI4+FJss75QSMzXdH+T3GMiErlLWY6J9CGMZ1ST1udxCjfTrM2FN1O
    TgFhLDp0o8Dp0gqoFCwyHDJ9bkya5R6gh1wsqnN8Vy0YQTU7/R/xJFCFowonKSXm
    2ESPzSGog91V44mFd8UDVqU66x470NzNl8Dm4yT3AQKBgQDnFUgWsaGKjUaNNkru
    zhX6F+3wOXFY+Emo+8dZMyxdEMTxBNWXprZ05ufkQiaxWyyl82QvB8nuequUJKye
    ju6LkeMj5Y0IkeSmleSCVwZwsvJUPJEV+0ZqteTDTNCi42zdFrDu4u3804zrmvin
    Oo78pEc0hjcd1++9GelOvZ2VJwKBgQDYx/k4DaLcmux1F6860TdCsUyzbKfsr9y2
    et/rqC3cWj2e5Spq1z6XORd4FgWnXGtbbjimWnaQM9O9sI0Zlk/X4rgG59mExMUD
    U+AWW0wACMGFDGUzbKpn2qpuEHRiXD26dYJYsrtqCeQgk/9cT9P4EtEYcBDTD6ZF
    rax9DW/WgQKBgEscWcA2oKFeZk5EFXsltXMDEC4DHdqjaZ3pqNRPk930M297+MlA
    QRIic8F31wfS8OJICIpY58QCT37ppMos/1CSbNggJwVgFognNI1BKDC9mZLT1Pzm
    He9VjDQG5dHsRlhepcggLub9BFMYnjYNDKkF5Lcn4QZsR9qZb4JOk8gFAoGBAKj1
    Gznj7uZv3RHaFtoJzD8vvu8tJahk3Opg1HtwheXzc4mPZUMGZiMo/TC8QUXS013c
    h0yovzXfHw3+N8sUi0Bg1TuUosVHM6JHUiU6nP591I6lPY8aB6qQFDtamcs7x2S3
    R5NoIoggE2yMzP+evD/iMpQQbByEWvx9wy1oNp2BAoGAZGJt4am5WjLaLfg+MOmn
    X+9mQzlbBd5Rlbs1QK8ccUfqdv3u5hoZG2C2zmP1FzxKABxsbuwNvFzOJpVKOyU4
    i4l0RfswpXOmF0IAH5bACovjuxMcJwPB9u5fj2OO1wKKWfZvMM/cH63zYGQrrwws
    SUvq3z4dW7i6Z5iuLTghAQI=
    -----END PRIVATE KEY-----
    """

  static let publicKey = """
    -----BEGIN PUBLIC KEY-----
    MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAw653VHuZUHnKBoE7sujy
    wwR67F+5Y9h2OeHclKjySsnC3g+e1pTQYv91uU13S9nlbtUFpyE9w8eoc5MUccyu
    A9LzvSloN1PDtoRp5ocSX/0p/g+b/d2kyshbRkSV/QVlR14YdIwSUF2PTd9YLD2g
    /9IMEx/WD0fnOiLb8IQwkUjHsmaSHRyzdljybr9CtRQB2Y72KUiNLM8qSQHQq//b
    HmSt5uXhGWmzN/uvobbfy5oMhVO2rGBJAP7ML3I4rm9JfMyVBAIKPlLWY8XM1XqQ
    o85vu8YX32SUOhGQjCarxoR8wj0+MOpfVYY2mOwCaLm6/2dOjbbj9srgXqMg7f/C
    pwIDAQAB
    -----END PUBLIC KEY-----
    """

  /// The public key as a JWK of this key id.
  static func jwk(kid: String) -> String {
    #"{"kid":"\#(kid)","kty":"RSA","e":"AQAB","n":"\#(modulus)"}"#
  }

  private static let modulus = """
    w653VHuZUHnKBoE7sujywwR67F-5Y9h2OeHclKjySsnC3g-e1pTQYv91uU13S9nlbtUFpyE9w8eoc5MUccyuA9LzvSloN1PDtoRp\
    5ocSX_0p_g-b_d2kyshbRkSV_QVlR14YdIwSUF2PTd9YLD2g_9IMEx_WD0fnOiLb8IQwkUjHsmaSHRyzdljybr9CtRQB2Y72KUiN\
    LM8qSQHQq__bHmSt5uXhGWmzN_uvobbfy5oMhVO2rGBJAP7ML3I4rm9JfMyVBAIKPlLWY8XM1XqQo85vu8YX32SUOhGQjCarxoR8\
    wj0-MOpfVYY2mOwCaLm6_2dOjbbj9srgXqMg7f_Cpw
    """

  /// A certificate of the key with a serial number of its own, so that different certificates stay different.
  ///
  /// - Parameter digits: The serial number, at least 38 hexadecimal digits.
  static func certificate(serial digits: String) -> String {
    let lines = certificate.split(separator: "\n").dropFirst().dropLast()
    guard var bytes = Base64.decoded(lines.joined()), bytes.count > serialEnd else { return certificate }
    var rest = digits.utf8.makeIterator()
    for position in serialStart..<serialEnd {
      guard let high = rest.next().flatMap(ASCII.hexadecimalDigit),
        let low = rest.next().flatMap(ASCII.hexadecimalDigit)
      else { break }
      bytes[position] = high << 4 | low
    }
    return "-----BEGIN CERTIFICATE-----\n" + Base64.encoded(bytes, columns: 64) + "\n-----END CERTIFICATE-----"
  }

  /// Where the serial number stands in the certificate's bytes, but for the first, which tells its sign.
  private static let (serialStart, serialEnd) = (16, 35)
}
