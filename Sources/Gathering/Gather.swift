/// Runs a call for each input, all at the same time or so many, and gives what they return in the order of the inputs.
///
/// The one place for this: in release builds the compiler loses what a task's closure writes into its result before
/// it waits, as a tuple like `(key, try await call())` does (docs/architecture.md). Here the result is made afterwards.
package func gather<Input: Sendable, Output: Sendable>(
  _ inputs: [Input], atMost width: Int = .max, _ call: @escaping @Sendable (Input) async -> Output
) async -> [Output] {
  await withTaskGroup(of: Numbered<Output>.self) { group in
    var outputs: [Output?] = Array(repeating: nil, count: inputs.count)
    var next = 0
    func begin() {
      guard next < inputs.count else { return }
      let (number, input) = (next, inputs[next])
      next += 1
      group.addTask {
        let output = await call(input)
        return Numbered(number: number, output: output)
      }
    }
    for _ in 0..<min(inputs.count, max(1, width)) { begin() }
    for await one in group {
      outputs[one.number] = one.output
      begin()
    }
    return outputs.compactMap(\.self)
  }
}

/// The same for calls that may fail: all are waited for, and then the first failure in the order of the inputs is thrown.
package func gather<Input: Sendable, Output: Sendable, Failure: Error>(
  _ inputs: [Input], atMost width: Int = .max, _ call: @escaping @Sendable (Input) async throws(Failure) -> Output
) async throws(Failure) -> [Output] {
  let outcomes = await gather(inputs, atMost: width) { input in
    await outcome { () async throws(Failure) in try await call(input) }
  }
  var outputs: [Output] = []
  outputs.reserveCapacity(outcomes.count)
  for outcome in outcomes { outputs.append(try outcome.get()) }
  return outputs
}

/// What came of a call, as a value, so that several can be waited for before any of them throws.
package func outcome<Output, Failure: Error>(
  of call: () async throws(Failure) -> Output
) async -> Result<Output, Failure> {
  do {
    return .success(try await call())
  } catch {
    return .failure(error)
  }
}

/// What a call returned, with the position of its input.
private struct Numbered<Output: Sendable>: Sendable {
  let number: Int
  let output: Output
}
