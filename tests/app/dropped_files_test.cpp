// What is dropped on the window opens on the page that it belongs to.
#include "app/panels/equations_page.h"
#include "app/torch_engine.h"
#include "core/base/files.h"
#include "tests/app/figure_driver.h"
#include "tests/support/test_registry.h"

namespace nie::dropped_files_test {

using namespace nie::test;

namespace {

constexpr const char* kEquation =
    R"({"name": "halved", "kind": "fredholm", "range": [0, 1], "f": "t", "K": "t*s/2"})";

void drop(WindowDriver& driver, const std::vector<std::filesystem::path>& files)
{
    QList<QUrl> urls;
    for (const std::filesystem::path& file : files)
        urls << QUrl::fromLocalFile(QString::fromStdString(file.string()));
    QMimeData data;
    data.setUrls(urls);
    QDragEnterEvent enter(QPoint(50, 50), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&driver.window, &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent event(QPointF(50, 50), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&driver.window, &event);
}

std::filesystem::path writeTable(const WindowDriver& driver, const char* name)
{
    const std::filesystem::path file = driver.folder / name;
    writeFileAtomically(file, "1,2,3,4\n2,3,4,5\n3,4,5,7\n4,5,6,9\n");
    return file;
}

}  // namespace

class DroppedFilesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anExperimentOpensOnTheTrainPage();
    void anEquationOpensOnTheEquationsPage();
    void aBrokenEquationSaysWhatIsWrong();
    void aRunFolderOpensItsRunFromEveryPage();
    void theFirstOfSeveralArraysOpensAndTheOthersAreNamed();
    void whatCannotBeOpenedIsNotSaidToBeOpen();
};

void DroppedFilesTest::anExperimentOpensOnTheTrainPage()
{
    WindowDriver driver(makeTorchEngine());
    RunConfig config = driver.window.engine().findExperiment("spirals");
    config.set("seed=31");
    const std::filesystem::path file = driver.folder / "mine.json";
    writeFileAtomically(file, config.toJson().dump(2));
    drop(driver, {file});
    QCOMPARE(driver.window.page(), Page::Train);
    QCOMPARE(driver.window.draft().config().seed, 31U);
    QVERIFY2(driver.banner().isEmpty(), qPrintable(driver.banner()));
}

void DroppedFilesTest::anEquationOpensOnTheEquationsPage()
{
    WindowDriver driver(makeTorchEngine());
    const std::filesystem::path file = driver.folder / "halved.json";
    writeFileAtomically(file, kEquation);
    drop(driver, {file});
    QCOMPARE(driver.window.page(), Page::Equations);
    QCOMPARE(driver.window.equations().name(), std::string("halved"));
    QVERIFY2(driver.window.equations().command().find("halved.json") != std::string::npos,
             driver.window.equations().command().c_str());
    QVERIFY2(driver.banner().isEmpty(), qPrintable(driver.banner()));
}

void DroppedFilesTest::aBrokenEquationSaysWhatIsWrong()
{
    WindowDriver driver(makeTorchEngine());
    const std::filesystem::path file = driver.folder / "bad.json";
    writeFileAtomically(file, R"({"range": [0, 1], "f": "t", "K": "t*"})");
    drop(driver, {file});
    QVERIFY2(driver.banner().contains("bad.json: K, character"), qPrintable(driver.banner()));
    QCOMPARE(driver.window.page(), Page::Start);
}

void DroppedFilesTest::aRunFolderOpensItsRunFromEveryPage()
{
    WindowDriver driver(makeTorchEngine());
    QVERIFY(trainSmall(driver));
    const std::filesystem::path run = driver.window.session().folder();
    QVERIFY(driver.window.openExperiment("lorenz"));
    // On the Recordings page, too, where a folder is one of recordings otherwise.
    for (const Page page : {Page::Start, Page::Recordings}) {
        driver.window.showPage(page);
        drop(driver, {run});
        QCOMPARE(driver.window.page(), Page::Train);
        QCOMPARE(driver.window.shownRun().folder(), run);
        QCOMPARE(driver.window.draft().config().experiment, std::string("spirals"));
    }
}

void DroppedFilesTest::theFirstOfSeveralArraysOpensAndTheOthersAreNamed()
{
    WindowDriver driver(makeTorchEngine());
    drop(driver,
         {writeTable(driver, "a.csv"), writeTable(driver, "b.csv"), writeTable(driver, "c.csv")});
    QCOMPARE(driver.window.page(), Page::Data);
    QTRY_VERIFY2(driver.text("import.title").contains("a.csv"),
                 qPrintable(driver.text("import.title")));
    const QString told = driver.banner();
    QVERIFY2(told.startsWith("a.csv was opened") && told.endsWith("left out: b.csv, c.csv."),
             qPrintable(told));
}

void DroppedFilesTest::whatCannotBeOpenedIsNotSaidToBeOpen()
{
    WindowDriver driver(makeTorchEngine());
    drop(driver, {driver.folder / "slides.pptx", writeTable(driver, "b.csv")});
    QVERIFY2(driver.banner().startsWith("slides.pptx cannot be opened"),
             qPrintable(driver.banner()));
}

NIE_TEST_WITH(QApplication, DroppedFilesTest);

}  // namespace nie::dropped_files_test

#include "dropped_files_test.moc"
