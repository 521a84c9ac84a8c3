@main struct FairleadSandbox { static func main() {} }
