#include "app/actions/file_dialogs.h"

#include "app/window_port.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>

namespace nie {

namespace {

QString rememberFolder(WindowPort& window, const QString& file)
{
    if (!file.isEmpty())
        window.setLastFolder(QFileInfo(file).absolutePath());
    return file;
}

}  // namespace

QString askForFile(WindowPort& window, const QString& title, const QString& filter)
{
    return rememberFolder(window, QFileDialog::getOpenFileName(window.dialogParent(), title,
                                                               window.lastFolder(), filter));
}

QString askForFolder(WindowPort& window, const QString& title)
{
    const QString folder =
        QFileDialog::getExistingDirectory(window.dialogParent(), title, window.lastFolder());
    if (!folder.isEmpty())
        window.setLastFolder(folder);
    return folder;
}

QString askForNewFile(WindowPort& window, const QString& title, const QString& name,
                      const QString& filter)
{
    const QString folder = window.lastFolder();
    const QString suggested = folder.isEmpty() ? name : QDir(folder).filePath(name);
    return rememberFolder(
        window, QFileDialog::getSaveFileName(window.dialogParent(), title, suggested, filter));
}

}  // namespace nie
