#include "app/actions/movie_actions.h"

#include "app/movie_source.h"
#include "app/panels/movie_dialog.h"

#include <QClipboard>
#include <QFileInfo>
#include <QGuiApplication>

namespace nie {

namespace {

void copyMovieCommand(WindowPort& window, const QString& command)
{
    QGuiApplication::clipboard()->setText(command);
    window.showMessage(MessageKind::Note, QObject::tr("Copied: %1").arg(command));
}

void tellOfMovie(WindowPort& window, const QString& file)
{
    window.setLastFolder(QFileInfo(file).absolutePath());
    window.showMessage(MessageKind::Note, QObject::tr("The movie was written to %1.").arg(file));
}

}  // namespace

ActionLook ExportMovie::look(const ActionContext&) const
{
    return {
        "action.exportMovie", QObject::tr("Export &movie…"),
        QObject::tr("Write the sample on the page as a movie: MP4, WebM, GIF, OGV or PNG frames"),
        QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_M)};
}

bool ExportMovie::isEnabled(const ActionContext& context) const
{
    return context.window.movieSource().has_value();
}

void ExportMovie::trigger(ActionContext& context)
{
    WindowPort& window = context.window;
    const auto source = window.movieSource();
    if (!source)
        return;
    // One that writes goes on; one that does not is of what was on the page before.
    if (auto* open = window.dialogParent()->findChild<MovieDialog*>()) {
        if (open->isWriting()) {
            open->raise();
            open->activateWindow();
            return;
        }
        open->close();
    }
    auto* dialog = new MovieDialog(*source, window.lastFolder(), window.dialogParent());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(dialog, &MovieDialog::written, dialog,
                     [&window](const QString& file) { tellOfMovie(window, file); });
    QObject::connect(dialog, &MovieDialog::copyRequested, dialog,
                     [&window](const QString& command) { copyMovieCommand(window, command); });
    dialog->show();
}

}  // namespace nie
