#include "app/actions/export_copy.h"

#include "app/actions/file_dialogs.h"
#include "app/window_port.h"
#include "core/base/error.h"
#include "core/base/files.h"

#include <QObject>
#include <QStringList>

namespace nie {

void exportCopy(WindowPort& window, const std::string& name, const ExportKinds& kinds,
                const std::function<std::filesystem::path(const std::string& kind)>& fileOf)
{
    QStringList filters;
    for (const auto& [kind, filter] : kinds)
        if (!fileOf(kind).empty())
            filters << filter;
    const QString file = askForNewFile(window, QObject::tr("Export"), QString::fromStdString(name),
                                       filters.join(QStringLiteral(";;")));
    if (file.isEmpty())
        return;
    const std::string kind = file.section('.', -1).toStdString();
    const auto source = fileOf(kind);
    if (source.empty())
        throw InputError(file.toStdString(), "cannot be written as this kind", kind,
                         filters.join(", ").toStdString());
    writeFileAtomically(file.toStdString(), readFile(source));
    window.showMessage(MessageKind::Note, QObject::tr("It was written to %1.").arg(file));
}

}  // namespace nie
