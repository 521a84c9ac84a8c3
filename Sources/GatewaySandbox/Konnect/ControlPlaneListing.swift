import Documents
import GatewayModel

/// One page of the control planes, as a request asks for it.
struct ControlPlaneListing {
  private static let defaultSize = 10
  private static let largestSize = 100

  private let request: AdminRequest

  init(_ request: AdminRequest) {
    self.request = request
  }

  /// A page with how many there are in all.
  func page(of planes: [HostedControlPlane]) throws(KonnectError) -> AdminResponse {
    let size = min(try number("page[size]", or: Self.defaultSize), Self.largestSize)
    let page = try number("page[number]", or: 1)
    let chosen = planes.filter(accepts)
    return .json(
      200,
      [
        "data": Node(.array(Self.slice(chosen, size, page).map { Node(.object($0.description)) })),
        "meta": [
          "page": [
            "total": Node(.integer(chosen.count)), "size": Node(.integer(size)), "number": Node(.integer(page)),
          ]
        ],
      ])
  }

  /// A page as the address before answers it: with how many pages there are.
  func olderPage(of planes: [HostedControlPlane]) throws(KonnectError) -> AdminResponse {
    let size = min(try number("size", or: Self.defaultSize), Self.largestSize)
    let page = try number("page", or: 1)
    let data = Self.slice(planes, size, page).map { plane in
      ["id": Node(.string("\(plane.id)")), "name": Node(.string(plane.name))] as Node
    }
    return .json(
      200,
      [
        "data": Node(.array(data)), "page": Node(.integer(page)),
        "pageCount": Node(.integer(max(1, (planes.count + size - 1) / size))),
      ])
  }

  private static func slice(_ planes: [HostedControlPlane], _ size: Int, _ page: Int) -> ArraySlice<HostedControlPlane>
  {
    let (start, isFarOff) = (page - 1).multipliedReportingOverflow(by: size)
    return isFarOff ? [] : planes.dropFirst(start).prefix(size)
  }

  private func number(_ name: String, or standard: Int) throws(KonnectError) -> Int {
    guard let text = request.parameter(name), !text.isEmpty else { return standard }
    guard let number = Int(text), number > 0 else { throw .invalid(name, "must be a positive integer") }
    return number
  }

  private func accepts(_ plane: HostedControlPlane) -> Bool {
    request.query.allSatisfy { parameter in
      let value = parameter.value
      return switch parameter.name {
      case "filter[name][eq]": plane.name == value
      case "filter[name][neq]": plane.name != value
      case "filter[name][contains]": plane.name.contains(value)
      case "filter[id][eq]": UniqueID(value) == plane.id
      case "filter[cluster_type][eq]": plane.clusterType == value
      case "filter[cluster_type][neq]": plane.clusterType != value
      default: true
      }
    }
  }
}
