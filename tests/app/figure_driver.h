#pragma once

#include "app/panels/export_dialog.h"
#include "tests/app/window_driver.h"
#include "tests/widgets/plot_mouse.h"
#include "widgets/figures/figure_origin.h"

#include <QComboBox>
#include <QDropEvent>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QUrl>

#include <functional>

/// Figures that go out of the window and come back, by keys, clicks and a drop.
namespace nie::test {

/// A finished run of a few steps.
inline bool trainSmall(WindowDriver& driver)
{
    if (!driver.openSmall({"training.steps=20", "model.width=8"}))
        return false;
    driver.click(QStringLiteral("startButton"));
    return QTest::qWaitFor([&driver] { return driver.state() == SessionState::Finished; }, 60000);
}

/// The newest export dialog.
inline ExportDialog* dialogOf(WindowDriver& driver)
{
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    return driver.window.findChild<ExportDialog*>();
}

/// What "Export figure…" offers of the page on show.
inline FigureOrigin originOnPage(WindowDriver& driver)
{
    QAction* action = driver.window.actionList().find(QStringLiteral("action.exportFigure"));
    if (!QTest::qWaitFor([action] { return action->isEnabled(); }, 60000))
        return {};
    action->trigger();
    ExportDialog* dialog = dialogOf(driver);
    return dialog ? FigureOrigin{dialog->figure().provenance, {}} : FigureOrigin();
}

/// The request for a context menu at the middle of a widget.
inline void askForMenu(QWidget* widget)
{
    askForMenu(widget, widget->rect().center());
}

/// Writes the dialog's figure to a file, as by hand.
inline void exportTo(ExportDialog& dialog, const std::filesystem::path& file)
{
    auto* line = dialog.findChild<QLineEdit*>("exportFile");
    line->selectAll();
    QTest::keyClicks(line, QString::fromStdString(file.string()));
    QTest::mouseClick(dialog.findChild<QPushButton*>("exportButton"), Qt::LeftButton);
}

/// By the keys and the dialog. `source`: what is exported in place of what the page shows; `look`
/// is given the dialog before it writes.
inline void exportFigure(WindowDriver& driver, const std::filesystem::path& file,
                         const QString& source = {}, const std::function<void(QWidget&)>& look = {})
{
    driver.window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&driver.window));
    QTRY_VERIFY(driver.window.actionList().find("action.exportFigure")->isEnabled());
    QTest::keyClick(&driver.window, Qt::Key_E, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(driver.window.findChild<ExportDialog*>());
    ExportDialog* dialog = dialogOf(driver);
    if (!source.isEmpty()) {
        auto* sources = dialog->findChild<QComboBox*>("exportSource");
        QVERIFY2(sources->findText(source) >= 0, qPrintable(source));
        sources->setCurrentIndex(sources->findText(source));
    }
    auto* line = dialog->findChild<QLineEdit*>("exportFile");
    line->selectAll();
    QTest::keyClicks(line, QString::fromStdString(file.string()));
    QTest::qWait(200);  // what a journal would send back is looked for after a moment
    if (look)
        look(*dialog);
    QTest::mouseClick(dialog->findChild<QPushButton*>("exportButton"), Qt::LeftButton);
    driver.clicks += 2;
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    QVERIFY(std::filesystem::exists(file));
}

inline void dropFile(WindowDriver& driver, const std::filesystem::path& file)
{
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(QString::fromStdString(file.string()))});
    QDragEnterEvent enter(QPoint(50, 50), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&driver.window, &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent event(QPointF(50, 50), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&driver.window, &event);
    ++driver.clicks;
}

}  // namespace nie::test
