#include "app/cli/off_screen.h"

#ifdef NIE_WITH_FIGURES

#include <QApplication>

#include <fmt/format.h>

namespace nie::cli {

namespace {

/// Off-screen, a runtime folder is not needed; that it is missing is of no interest.
void dropRuntimeFolderWarning(QtMsgType, const QMessageLogContext&, const QString& text)
{
    if (!text.startsWith("QStandardPaths: XDG_RUNTIME_DIR"))
        fmt::print(stderr, "{}\n", text.toStdString());
}

}  // namespace

OffScreen::OffScreen()
{
    qputenv("QT_QPA_PLATFORM", "offscreen");  // no display is needed, and none is touched
    qInstallMessageHandler(dropRuntimeFolderWarning);
    m_application = std::make_unique<QApplication>(m_argumentCount, m_arguments);
}

OffScreen::~OffScreen() = default;

}  // namespace nie::cli

#endif
