// The third story: a figure for a paper out of the real window, and the same file from the shell.
#include "app/panels/fields_page.h"
#include "app/torch_engine.h"
#include "core/base/files.h"
#include "tests/app/attention_driver.h"
#include "tests/app/figure_driver.h"
#include "tests/app/hand_driver.h"
#include "tests/app/history_driver.h"
#include "tests/app/shell_line.h"
#include "tests/support/test_registry.h"

#include <QClipboard>
#include <QElapsedTimer>
#include <QGuiApplication>
#include <QImage>
#include <QMimeData>

namespace nie::export_window_test {

using namespace nie::test;

namespace {

ExportDialog* openDialog(WindowDriver& driver)
{
    const QAction* action = driver.window.actionList().find("action.exportFigure");
    if (!QTest::qWaitFor([action] { return action->isEnabled(); }))
        return nullptr;
    driver.window.activateWindow();
    if (!QTest::qWaitForWindowActive(&driver.window))
        return nullptr;
    QTest::keyClick(&driver.window, Qt::Key_E, Qt::ControlModifier | Qt::ShiftModifier);
    const auto dialog = [&driver] { return driver.window.findChild<ExportDialog*>(); };
    return QTest::qWaitFor([&] { return dialog() != nullptr; }) ? dialog() : nullptr;
}

/// Writes a figure of the page as for Nature, and again by the copied line: the same bytes.
void exportAndRepeat(WindowDriver& driver, const QString& source, const std::filesystem::path& file)
{
    ExportDialog* dialog = openDialog(driver);
    QVERIFY(dialog);
    if (!source.isEmpty())
        chooseByKeys(dialog->findChild<QComboBox*>("exportSource"), source);
    chooseByKeys(dialog->findChild<QComboBox*>("exportPreset"), "Nature, single column");
    auto* line = dialog->findChild<QLineEdit*>("exportFile");
    line->selectAll();
    QTest::keyClicks(line, QString::fromStdString(file.string()));
    QTest::mouseClick(dialog->findChild<QPushButton*>("exportCopyButton"), Qt::LeftButton);
    const QString command = QGuiApplication::clipboard()->text();
    QVERIFY2(command.startsWith("nie figure "), qPrintable(command));
    QTest::mouseClick(dialog->findChild<QPushButton*>("exportButton"), Qt::LeftButton);
    driver.clicks += 2;
    const QString name = QString::fromStdString(file.filename().string());
    QVERIFY2(driver.banner().contains(name), qPrintable(driver.banner()));
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);

    const std::string drawn = readFile(file);
    std::filesystem::remove(file);
    const NieResult result = runInShell(command);
    QVERIFY2(result.exitCode == 0, qPrintable(command + '\n' + result.err));
    QVERIFY2(readFile(file) == drawn, qPrintable(command));
    const auto origin = readFigureOrigin(file);
    QVERIFY(origin.has_value());
    QCOMPARE(runOfFigure(*origin, file, driver.folder.path()), driver.window.session().folder());
}

}  // namespace

class ExportWindowTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void figureOfThePageBecomesAFileAndTheCommandMakesTheSame()
    {
        WarningCounter warnings;
        WindowDriver driver(makeTorchEngine());
        QVERIFY(trainSmall(driver));
        for (const char* name : {"a.svg", "a.pdf", "a.png"})
            exportAndRepeat(driver, "Loss of the run", driver.folder / name);
        QVERIFY2(warnings.count() == 0, qPrintable(warnings.last()));
    }

    void lossAndFieldsOfARunOfTheHistoryBecomePdfsAndTheCopiedLinesMakeTheSame()
    {
        WarningCounter warnings;
        WindowDriver driver(makeTorchEngine());
        QVERIFY(openTinyFields(driver));
        driver.click("startButton");
        QTRY_COMPARE_WITH_TIMEOUT(driver.state(), SessionState::Finished, kPatience);
        openOnlyRun(driver, kPatience);
        driver.click("pageTrain");
        exportAndRepeat(driver, "Loss of the run", driver.folder / "loss.pdf");
        driver.click("pageFields");
        QTRY_VERIFY_WITH_TIMEOUT(driver.find<FieldsPage>("fieldsPage")->sample(), kPatience);
        driver.clicks = 0;
        QElapsedTimer clock;
        clock.start();
        exportAndRepeat(driver, {}, driver.folder / "fields.pdf");
        QVERIFY2(warnings.count() == 0, qPrintable(warnings.last()));
        qInfo("story \"export a figure\": Ctrl+Shift+E, a preset, a file name and %d clicks; %.1f s",
              driver.clicks, static_cast<double>(clock.elapsed()) * 1e-3);
    }

    void figureOfThePageGoesToTheClipboardAsImageAndSvg()
    {
        WindowDriver driver(makeTorchEngine());
        QAction* copying = driver.window.actionList().find("action.copyFigure");
        QVERIFY(!copying->isEnabled());
        QVERIFY(trainSmall(driver));
        QTRY_VERIFY(copying->isEnabled());
        copying->trigger();
        const QMimeData* data = QGuiApplication::clipboard()->mimeData();
        QVERIFY(data->hasImage());
        QVERIFY(qvariant_cast<QImage>(data->imageData()).width() > 500);
        QVERIFY(data->data("image/svg+xml").contains("<svg"));
        QVERIFY2(driver.banner().contains("clipboard"), qPrintable(driver.banner()));
    }

    void secondDialogTakesThePlaceOfTheFirst()
    {
        WindowDriver driver(makeTorchEngine());
        QVERIFY(trainSmall(driver));
        QVERIFY(openDialog(driver));
        QVERIFY(openDialog(driver));
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QCOMPARE(driver.window.findChildren<ExportDialog*>().size(), 1);
    }
};

NIE_TEST_WITH(QApplication, ExportWindowTest);

}  // namespace nie::export_window_test

#include "export_window_test.moc"
