/// One thing that can be asked of a model, as an interface of some kind offers it.
struct Endpoint: Sendable {
  /// What its route is called after the interface.
  let label: String
  /// The path below that of the gateway.
  let path: String
  /// Whether the path is a regular expression.
  let isRegex: Bool
  /// The methods.
  let methods: [String]
  /// What the proxy calls it.
  let routeType: String
  /// The kind of what is made.
  let category: String
  /// Whether a request names the model in its body.
  let namesModelInBody: Bool
  /// Whether the proxy can log statistics of it.
  let logsStatistics: Bool

  private init(
    _ label: String, _ path: String, isRegex: Bool = false, _ methods: [String], _ routeType: String,
    _ category: String = "text/generation", body: Bool = false, statistics: Bool = true
  ) {
    self.label = label
    self.path = path
    self.isRegex = isRegex
    self.methods = methods
    self.routeType = routeType
    self.category = category
    self.namesModelInBody = body
    self.logsStatistics = statistics
  }

  /// Whether answers are about other requests, so that no header can name a model.
  var isDeferred: Bool { routeType == "llm/v1/batches" || routeType == "llm/v1/files" }

  /// The endpoint of an interface for a capability; nil where it has none.
  static func find(_ section: String, _ capability: String) -> Endpoint? { table[section]?[capability] }

  /// The capability of an interface whose endpoint has a label and is asked in such a way.
  static func capability(_ section: String, label: String, routeType: String?) -> String? {
    let found = (table[section] ?? [:]).filter { $0.value.label == label }
    let exact = found.filter { $0.value.routeType == routeType }
    return (exact.isEmpty && found.count == 1 ? found : exact).keys.min()
  }

  /// The paths of all endpoints, the longest first.
  static let allPaths = Set(table.values.flatMap { $0.values.map(\.path) }).sorted { $0.utf8.count > $1.utf8.count }

  private static let post = ["POST"]
  private static let getPost = ["GET", "POST"]
  private static let chat = "llm/v1/chat"
  private static let images = "image/v1/images/generations"
  private static let videos = "video/v1/videos/generations"
  private static let speech = "audio/v1/audio/speech"

  private static let table: [String: [String: Endpoint]] = [
    "openai": openai, "anthropic": anthropic, "bedrock": bedrock, "gemini": gemini, "vertex": vertex,
    "cohere": ["rerank": Endpoint("rerank", "/v2/rerank", post, chat)],
    "huggingface": ["generate": Endpoint("generate", "/generate", post, chat, body: true)],
  ]

  private static let openai: [String: Endpoint] = [
    "generate": Endpoint("chat", "/chat/completions", post, chat, body: true),
    "agentic": Endpoint("responses", "/responses", post, "llm/v1/responses", body: true),
    "realtime": Endpoint(
      "realtime", "/realtime", getPost, "realtime/v1/realtime", "realtime/generation", body: true),
    "embeddings": Endpoint("embeddings", "/embeddings", post, "llm/v1/embeddings", "text/embeddings", body: true),
    "image": Endpoint("images", "/images/generations", post, images, "image/generation", body: true),
    "audio/speech": Endpoint(
      "audio-speech", "/audio/speech", post, speech, "audio/speech", body: true, statistics: false),
    "audio/transcription": Endpoint(
      "audio-transcribe", "/audio/transcriptions", post, "audio/v1/audio/transcriptions", "audio/transcription",
      body: true, statistics: false),
    "audio/translation": Endpoint(
      "audio-translate", "/audio/translations", post, "audio/v1/audio/translations", "audio/transcription",
      body: true, statistics: false),
    "video": Endpoint("videos", "/videos", post, videos, "video/generation", body: true),
    "batches": Endpoint("batches", "/batches", getPost, "llm/v1/batches", statistics: false),
    "files": Endpoint("files", "/files", ["GET", "POST", "DELETE"], "llm/v1/files"),
  ]

  private static let anthropic: [String: Endpoint] = [
    "generate": Endpoint("messages", "/v1/messages", post, chat, body: true),
    "batches": Endpoint("batches", "/v1/messages/batches", getPost, "llm/v1/batches", statistics: false),
  ]

  private static let bedrock: [String: Endpoint] = {
    func endpoint(
      _ label: String, _ verb: String, _ routeType: String, _ category: String = "text/generation",
      statistics: Bool = true
    ) -> Endpoint {
      Endpoint(
        label, "/model/(?<model_name>[^/]+)/\(verb)", isRegex: true, getPost, routeType, category,
        statistics: statistics)
    }
    let invoke = "invoke(?:-with-response-stream)?"
    return [
      "generate": endpoint("converse", "converse(?:-stream)?", chat),
      "agentic": endpoint("retrieve", "retrieveAndGenerate(?:Stream)?", chat),
      "embeddings": endpoint("invoke", invoke, "llm/v1/embeddings", "text/embeddings"),
      "image": endpoint("invoke", invoke, images, "image/generation", statistics: false),
      "audio/speech": endpoint("invoke", invoke, speech, "audio/speech"),
      "video": endpoint("invoke", invoke, videos, "video/generation"),
      "rerank": endpoint("rerank", "rerank", chat),
      "batches": endpoint("batches", "async-invoke", "llm/v1/batches"),
    ]
  }()

  private static let gemini: [String: Endpoint] = {
    let models = "/v1beta/models/(?<model_name>[^:/]+):"
    return [
      "generate": Endpoint(
        "generate", models + "(?:generateContent|streamGenerateContent)", isRegex: true, getPost, chat, body: true),
      "embeddings": Endpoint(
        "embeddings", models + "(?:embedContent|batchEmbedContents)", isRegex: true, getPost, "llm/v1/embeddings",
        "text/embeddings", body: true),
      "batches": Endpoint("batches", "/v1beta/batches", getPost, "llm/v1/batches"),
      "files": Endpoint("files", "/(?:upload/)?v1beta/files", isRegex: true, getPost, chat),
    ]
  }()

  /// What models of Vertex offer beside the interface of Gemini.
  private static let vertex: [String: Endpoint] = {
    let location = "/v1/projects/(?<project_id>[^/]+)/locations/(?<location_id>[^/]+)/"
    func predicting(_ routeType: String, _ category: String) -> Endpoint {
      Endpoint(
        "predict-long-running", location + "publishers/google/models/(?<model_name>[^:/]+):predictLongRunning",
        isRegex: true, getPost, routeType, category)
    }
    return [
      "image": predicting(images, "image/generation"),
      "video": predicting(videos, "video/generation"),
      "rerank": Endpoint(
        "ranking", location + "rankingConfigs/(?<ranking_config>[^:/]+):rank", isRegex: true, getPost, chat),
    ]
  }()
}

/// What models can do.
enum Capability {
  /// The capabilities of a model under their names of today, each once.
  static func settled(_ names: [String]) -> [String] {
    var seen: Set<String> = []
    return names.flatMap { renamed[$0] ?? [$0] }.filter { seen.insert($0).inserted }
  }

  private static let renamed = [
    "chat": ["generate"], "batch": ["batches"],
    "audio": ["audio/speech", "audio/transcription", "audio/translation"],
  ]

  /// The interface that serves a capability of a model in a format, with a provider of this type.
  ///
  /// Vertex speaks as Gemini does where Gemini has the same.
  static func section(_ capability: String, format: String, provider: String) -> String {
    guard format == "gemini", provider == "vertex" else { return format }
    return ["generate", "embeddings", "batches"].contains(capability) ? "gemini" : "vertex"
  }
}
