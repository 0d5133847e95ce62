// What the keys reach has a name to be read out, and what stands on labels and buttons fits on
// them: on every page and in every dialog, whatever is open.
#include "app/panels/delete_question.h"
#include "app/panels/recording_picker.h"
#include "app/torch_engine.h"
#include "core/base/files.h"
#include "tests/app/widget_checks.h"
#include "tests/app/window_driver.h"
#include "tests/support/test_registry.h"

#include <utility>

namespace nie::screen_reader_test {

using namespace nie::test;
using enum nie::SessionState;

namespace {

constexpr int kSoon = 60000;  // ms; a loaded machine

/// What was looked at and what is wrong with it.
struct Findings {
    void lookAt(QWidget& root, const QString& where)
    {
        QTest::qWait(50);
        for (const QString& widget : namelessBelow(root, reached))
            problems << where + ", no name: " + widget;
        for (const QString& widget : cutBelow(root))
            problems << where + ", cut: " + widget;
    }
    void lookAtEveryPage(WindowDriver& driver, const QString& state)
    {
        for (const auto& [page, name] : kPageNames) {
            driver.window.showPage(page);
            lookAt(driver.window, QString("%1, %2 page").arg(state, name));
        }
    }
    QByteArray text() const { return problems.join('\n').toUtf8(); }

    QStringList problems;
    int reached = 0;
};

void startLong(WindowDriver& driver)
{
    QVERIFY(driver.openSmall({"training.steps=1000000", "training.epochs=0", "model.width=8"}));
    driver.click("startButton");
    QTRY_VERIFY_WITH_TIMEOUT(driver.shownStep() > 3, kSoon);
}

void finishRun(WindowDriver& driver)
{
    QVERIFY(driver.openSmall({"training.steps=6", "model.attention=softmax"}));
    driver.click("startButton");
    QTRY_COMPARE_WITH_TIMEOUT(driver.state(), Finished, kSoon);
}

}  // namespace

class ScreenReaderTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void pagesWithNothingOpen();
    void pagesWithASampleOpen();
    void pagesWhileItTrains();
    void pagesOfAFinishedRun();
    void dialogsOfAFinishedRun();
    void dialogsWhileItTrains();
    void dialogsOfData();
};

void ScreenReaderTest::pagesWithNothingOpen()
{
    WindowDriver driver(makeTorchEngine());
    Findings found;
    found.lookAtEveryPage(driver, "nothing open");
    QVERIFY(found.reached > 100);
    QVERIFY2(found.problems.isEmpty(), found.text().constData());
}

void ScreenReaderTest::pagesWithASampleOpen()
{
    WindowDriver driver(makeTorchEngine());
    driver.click("card.spirals");
    Findings found;
    found.lookAtEveryPage(driver, "sample open");
    QVERIFY2(found.problems.isEmpty(), found.text().constData());
}

void ScreenReaderTest::pagesWhileItTrains()
{
    WindowDriver driver(makeTorchEngine());
    startLong(driver);
    Findings found;
    found.lookAtEveryPage(driver, "running");
    QVERIFY2(found.problems.isEmpty(), found.text().constData());
}

void ScreenReaderTest::pagesOfAFinishedRun()
{
    WindowDriver driver(makeTorchEngine());
    finishRun(driver);
    for (const Page page : {Page::Fields, Page::Attention}) {
        driver.window.showPage(page);
        QTest::qWait(1500);  // the checkpoint is read
    }
    Findings found;
    found.lookAtEveryPage(driver, "finished run");
    QVERIFY2(found.problems.isEmpty(), found.text().constData());
}

void ScreenReaderTest::dialogsOfAFinishedRun()
{
    WindowDriver driver(makeTorchEngine());
    finishRun(driver);
    driver.window.showPage(Page::Fields);
    Findings found;
    for (const auto& [name, dialog] :
         {std::pair("action.about", "aboutDialog"),
          std::pair("action.shortcuts", "shortcutsDialog"),
          std::pair("action.selfTest", "selfTestDialog"),
          std::pair("action.exportFigure", "exportDialog"),
          std::pair("action.exportMovie", "movieDialog"),
          std::pair("action.modelStructure", "modelInspector"),
          std::pair("action.help", "helpWindow"), std::pair("action.palette", "commandPalette")}) {
        QAction* action = driver.window.actionList().find(name);
        QVERIFY2(action, name);
        QTRY_VERIFY2_WITH_TIMEOUT(action->isEnabled(), name, kSoon);
        action->trigger();
        QTRY_VERIFY2(driver.find(dialog)->isVisible(), dialog);
        found.lookAt(*driver.find(dialog), dialog);
    }
    QVERIFY2(found.problems.isEmpty(), found.text().constData());
}

void ScreenReaderTest::dialogsWhileItTrains()
{
    WindowDriver driver(makeTorchEngine());
    startLong(driver);
    Findings found;
    driver.window.actionList().find("action.note")->trigger();
    found.lookAt(*driver.find("noteDialog"), "noteDialog");
    driver.find("noteDialog")->close();
    QVERIFY(!driver.window.close());
    found.lookAt(*driver.find("closeQuestion"), "closeQuestion");
    driver.click("cancelCloseButton");
    QVERIFY2(found.problems.isEmpty(), found.text().constData());
}

void ScreenReaderTest::dialogsOfData()
{
    WindowDriver driver(makeTorchEngine());
    Findings found;
    const std::filesystem::path file = driver.folder / "recording.csv";
    writeFileAtomically(file, "1,2,3,4\n2,3,4,5\n3,4,5,7\n4,5,6,9\n");
    driver.window.importFile(file);
    QTest::qWait(500);
    found.lookAt(driver.window, "import card");
    BidsFolder folder;
    folder.folder = driver.folder.path();
    folder.runs.resize(1);
    folder.warnings = {"the repetition time of the recording is not stated anywhere"};
    auto* picker = new RecordingPicker(folder, &driver.window);
    picker->open();
    found.lookAt(*picker, "recordingPicker");
    picker->close();
    auto* question = new DeleteQuestion("my-curves", &driver.window);
    question->open();
    found.lookAt(*question, "deleteQuestion");
    question->close();
    QVERIFY2(found.problems.isEmpty(), found.text().constData());
}

NIE_TEST_WITH(QApplication, ScreenReaderTest);

}  // namespace nie::screen_reader_test

#include "screen_reader_test.moc"
