import Glibc
import Reconciliation

/// Whoever runs the program, as far as the system and a pipeline's variables tell.
enum JournalAuthor {
  /// Variables with the address or name of a job, of several systems for pipelines.
  private static let jobs = [
    "CI_JOB_URL", "BUILD_URL", "CIRCLE_BUILD_URL", "BUILDKITE_BUILD_URL", "DRONE_BUILD_LINK", "BUILD_BUILDURI",
    "GITHUB_RUN_ID", "BITBUCKET_BUILD_NUMBER",
  ]
  /// Variables with the commit that a job is about.
  private static let commits = [
    "GITHUB_SHA", "CI_COMMIT_SHA", "GIT_COMMIT", "CIRCLE_SHA1", "BUILDKITE_COMMIT", "DRONE_COMMIT_SHA",
    "BUILD_SOURCEVERSION", "BITBUCKET_COMMIT",
  ]

  static func of(_ environment: [String: String]) -> JournalHeader.Author {
    var author = JournalHeader.Author()
    author.user = user ?? value(of: ["USER", "LOGNAME"], in: environment)
    author.host = host
    author.job = gitHubJob(environment) ?? value(of: jobs, in: environment)
    author.commit = value(of: commits, in: environment)
    return author
  }

  private static func value(of names: [String], in environment: [String: String]) -> String? {
    names.lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
  }

  private static func gitHubJob(_ environment: [String: String]) -> String? {
    guard let server = environment["GITHUB_SERVER_URL"], let repository = environment["GITHUB_REPOSITORY"],
      let run = environment["GITHUB_RUN_ID"]
    else { return nil }
    return "\(server)/\(repository)/actions/runs/\(run)"
  }

  private static var user: String? {
    var entry = passwd()
    var found: UnsafeMutablePointer<passwd>?
    var buffer = [CChar](repeating: 0, count: 4096)
    guard getpwuid_r(geteuid(), &entry, &buffer, buffer.count, &found) == 0, found != nil, let name = entry.pw_name
    else { return nil }
    return String(cString: name)
  }

  private static var host: String? {
    var buffer = [CChar](repeating: 0, count: 256)
    guard gethostname(&buffer, buffer.count - 1) == 0 else { return nil }
    let bytes = buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
    return String(decoding: bytes, as: UTF8.self)
  }
}
