// The third story: a figure for a paper out of the real window, and the same file from the shell.
#include "app/torch_engine.h"
#include "core/base/files.h"
#include "tests/app/cli/nie_process.h"
#include "tests/app/figure_driver.h"
#include "tests/support/test_registry.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QImage>
#include <QMimeData>
#include <QProcess>

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

void choose(ExportDialog& dialog, const char* name, const QString& text)
{
    auto* box = dialog.findChild<QComboBox*>(name);
    QVERIFY2(box && box->findText(text) >= 0, qPrintable(text));
    box->setCurrentIndex(box->findText(text));
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
        for (const char* name : {"a.svg", "a.pdf", "a.png"}) {
            ExportDialog* dialog = openDialog(driver);
            QVERIFY(dialog);
            choose(*dialog, "exportSource", "Loss of the run");
            choose(*dialog, "exportPreset", "Nature, single column");
            auto* line = dialog->findChild<QLineEdit*>("exportFile");
            const auto file = driver.folder / name;
            line->selectAll();
            QTest::keyClicks(line, QString::fromStdString(file.string()));
            QTest::mouseClick(dialog->findChild<QPushButton*>("exportCopyButton"), Qt::LeftButton);
            const QString command = QGuiApplication::clipboard()->text();
            QTest::mouseClick(dialog->findChild<QPushButton*>("exportButton"), Qt::LeftButton);
            QVERIFY2(driver.banner().contains(name), qPrintable(driver.banner()));
            QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);

            const std::string drawn = readFile(file);
            std::filesystem::remove(file);
            QStringList words = QProcess::splitCommand(QString(command).replace('\'', '"'));
            QCOMPARE(words.takeFirst(), "nie");
            const NieResult result = runNie(words);
            QVERIFY2(result.exitCode == 0, qPrintable(result.err));
            QVERIFY2(readFile(file) == drawn, name);
            const auto origin = readFigureOrigin(file);
            QVERIFY(origin.has_value());
            QCOMPARE(runOfFigure(*origin, file, driver.folder.path()),
                     driver.window.session().folder());
        }
        QVERIFY2(warnings.count() == 0, qPrintable(warnings.last()));
        qInfo("clicks for a figure: keys Ctrl+Shift+E, preset, Export: 3");
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
