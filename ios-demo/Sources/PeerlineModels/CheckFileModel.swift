import Foundation
import Observation
import Peerline

/// Results of self-checks out of a file: what would be kept of it, and why of the rest not. Nothing is kept before its owner says so.
@MainActor @Observable public final class CheckFileModel: ScreenModel {
    /// What would be kept of the file; none: no file was read.
    public private(set) var page: ImportPage?
    /// The filled forms that were read so far, in the order of the file.
    public private(set) var forms: [ImportedForm] = []
    /// The file that was chosen last could not be read.
    public private(set) var isUnreadable = false
    private var file: SelfCheckImport?

    public override init(_ shell: Shell) {
        super.init(shell)
        isLoaded = true
    }

    public override var title: String { shell.words[.selfCheckImport] }

    public override var says: [String] { about + forms.flatMap { sentences(of: $0) } }

    public override var offers: [Offer] { crisis + more + closing }

    /// What is said about the file.
    public var about: [String] { isUnreadable ? [shell.words[.fileNotRead]] : page?.summary ?? [] }

    /// The crisis choice, where an answer in the file is a reason to offer it. Old answers do not open it by themselves.
    public var crisis: [Offer] {
        guard forms.contains(where: { $0.safety == .open }) else { return [] }
        return [offer(.crisis) { [shell] in shell.go(.choice) }]
    }

    /// What is said about one form, what is about safety first, as the core says it.
    public func sentences(of form: ImportedForm) -> [String] {
        [form.title] + given(form.at.map { isolated(shell.phone.day($0)) }) + form.says
    }

    /// More of them, if there are more.
    public var more: [Offer] {
        guard let page, forms.count < Int(page.total) else { return [] }
        return [offer(.more) { [weak self] in await self?.readMore() }]
    }

    /// A file, and what to do with it.
    public var closing: [Offer] {
        guard let page else { return [offer(.selfCheckImport) { [weak self] in await self?.pick() }] }
        let keep = offer(.selfCheckImportKeep) { [weak self] in await self?.keep() }
        return (page.newResults > 0 ? [keep] : []) + [offer(.cancel) { [weak self] in self?.forget() }]
    }

    private func pick() async {
        let picked = await shell.phone.pickFile()
        if case .unreadable = picked { isUnreadable = true } else { isUnreadable = false }
        guard case .file(let bytes) = picked else { return }
        let read = await load { app, language in
            let file = try app.selfChecks().readImport(file: bytes)
            return (file, try file.page(start: 0, language: language))
        }
        guard let read else { return }
        (file, page, forms) = (read.0, read.1, read.1.forms)
    }

    private func readMore() async {
        guard let file else { return }
        let start = UInt32(forms.count)
        let page = await load { try file.page(start: start, language: $1) }
        guard let page, start == forms.count else { return }
        forms += page.forms
    }

    private func keep() async {
        guard let file, await act({ _ in _ = try file.keep() }) else { return }
        forget()
        shell.back()
    }

    private func forget() { (file, page, forms) = (nil, nil, []) }
}
