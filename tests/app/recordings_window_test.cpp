// The fourth story: a recording becomes a data set and a training, with the mouse.
#include "app/panels/recordings_page.h"
#include "app/panels/train_page.h"
#include "app/torch_engine.h"
#include "core/base/files.h"
#include "core/results/diagnostics_figures.h"
#include "core/signals/connectivity.h"
#include "core/signals/polynomial_trend.h"
#include "tests/app/figure_driver.h"
#include "tests/app/recording_driver.h"
#include "tests/support/test_registry.h"
#include "widgets/figures/figure_view.h"
#include "widgets/style/application_style.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QSlider>
#include <QSpinBox>
#include <QTabBar>
#include <QTabWidget>
#include <QTreeWidget>

#include <cmath>
#include <set>

namespace nie::recordings_window_test {

using namespace nie::test;
namespace fs = std::filesystem;

namespace {

/// A tab of the Train page by the name of its figure.
void clickDiagnostic(WindowDriver& driver, const std::string& name)
{
    auto* tabs = driver.find<QTabWidget>("diagnostics");
    for (std::size_t i = 0; i < diagnosticTitles().size(); ++i)
        if (diagnosticTitles()[i].first == name)
            QTest::mouseClick(tabs->tabBar(), Qt::LeftButton, {},
                              tabs->tabBar()->tabRect(static_cast<int>(i) + 1).center());
    ++driver.clicks;
}

/// The middle of a row of the first panel on show.
void clickRow(WindowDriver& driver, std::size_t row)
{
    auto* view = driver.find<FigureView>("recording.figure");
    const PanelPlace place = view->panelPlaces().at(0);
    const double rows = double(shown(driver).panels[0].image->rows);
    const double y = place.area.top() + place.area.height() * (double(row) + 0.5) / rows;
    QTest::mouseClick(view, Qt::LeftButton, {}, QPoint(int(place.area.center().x()), int(y)));
    ++driver.clicks;
}

}  // namespace

class RecordingsWindowTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aDroppedImageBecomesATrainingWithRealClicks();
    void aTableShowsItsAxesAndIsTurned();
    void cleaningIsUndoneAndItsFaultsAreSaid();
    void aDoubtfulOrContradictedTimeIsRed();
    void slicesFollowTheMouse();
    void regionsStandInTheChosenOrder();
    void windowsOfTheDynamicsAreChosen();
    void aFolderOffersItsRuns();
    void whatIsNoRecordingIsExplained();
};

void RecordingsWindowTest::aDroppedImageBecomesATrainingWithRealClicks()
{
    WarningCounter warnings;
    QElapsedTimer clock;
    clock.start();
    WindowDriver driver(makeTorchEngine());
    const RecordingFiles files = writeFiles(driver.folder.path());
    drop(driver, {files.recording});
    QCOMPARE(driver.window.page(), Page::Recordings);
    QTRY_VERIFY_WITH_TIMEOUT(sessionOf(driver).cleaned(), kPatience);
    QVERIFY2(driver.text("recording.shape").contains("200 volumes"),
             qPrintable(driver.text("recording.shape")));
    QVERIFY(driver.text("recording.trSource").startsWith("Unknown"));
    QVERIFY(driver.find("recording.trIcon")->isVisible());
    keepPicture(driver, "recording-card-unknown");

    type(driver, "recording.tr", "2");
    QTRY_VERIFY_WITH_TIMEOUT(driver.text("recording.trSource").contains("2 s (given here)"),
                             kPatience);
    QVERIFY(!driver.find("recording.trIcon")->isVisible());
    drop(driver, {files.atlas});
    QTRY_VERIFY_WITH_TIMEOUT(driver.text("recording.regions").startsWith("4: Pole; Gyrus"),
                             kPatience);
    QCOMPARE(driver.text("recording.atlas"), QString("parcels.nii"));

    clickTab(driver, "recording.stepTabs", 1);
    auto* detrend = driver.find<QComboBox>("clean.option.detrend");
    detrend->setFocus();
    QTest::keyClicks(detrend, "linear");
    QTRY_VERIFY_WITH_TIMEOUT(driver.text("recording.steps").contains("linear trend"), kPatience);
    clickTab(driver, "recording.views", 3);
    QTRY_VERIFY_WITH_TIMEOUT(shows(driver, "Pearson"), kPatience);
    Eigen::MatrixXd series(kVolumes, kRegions);
    const std::vector<float> all = voxels();
    for (int t = 0; t < kVolumes; ++t)
        for (int region = 0; region < kRegions; ++region) {
            double sum = 0.0;
            for (int k = 0; k < 4; ++k)
                sum += double(all[std::size_t(16 * t + 4 * region + k)]);
            series(t, region) = sum / 4;
        }
    const Eigen::MatrixXd expected = functionalConnectivity(withoutTrend(series, 1));
    const ImageSpec& image = *shown(driver).panels[0].image;
    for (int a = 0; a < kRegions; ++a)
        for (int b = 0; b < kRegions; ++b)
            QVERIFY(std::abs(image.at(std::size_t(a), std::size_t(b)) - expected(a, b)) < 1e-9);
    keepPicture(driver, "recording-connectivity");

    clickTab(driver, "recording.stepTabs", 2);
    driver.find<QDoubleSpinBox>("windows.option.horizon")->setValue(4);
    auto* layout = driver.find<QComboBox>("windows.option.layout");
    layout->setFocus();
    QTest::keyClicks(layout, "field");
    const std::string command = driver.window.recordings().command();
    QVERIFY2(
        command.find("--tr 2 --clean detrend=linear --horizon 4 --set layout=field -o bold.h5") !=
            std::string::npos,
        command.c_str());
    keepPicture(driver, "recording-set");
    driver.click("recording.model");
    QTRY_COMPARE_WITH_TIMEOUT(driver.window.page(), Page::Train, kPatience);
    QCOMPARE(driver.window.draft().config().experiment, std::string("brain"));
    QVERIFY(fs::exists(driver.folder / "datasets/bold.h5"));
    QCOMPARE(driver.window.draft().config().model.at("name").get<std::string>(),
             std::string("anie_field"));
    driver.find<QSpinBox>("stepCountBox")->setValue(2);
    driver.click("stepManyButton");
    QTRY_VERIFY_WITH_TIMEOUT(driver.shownStep() == 2, kPatience);
    const int clicks = driver.clicks;
    const double seconds = double(clock.elapsed()) * 1e-3;
    driver.click("stopButton");
    QTRY_COMPARE_WITH_TIMEOUT(driver.state(), SessionState::Finished, kPatience);
    // Errors by horizon beside those of the floors.
    clickDiagnostic(driver, "error_over_time");
    QTRY_VERIFY_WITH_TIMEOUT(!driver.find<TrainPage>("trainPage")->figure().isEmpty(), kPatience);
    std::set<std::string> lines;
    const FigureSpec errors = driver.find<TrainPage>("trainPage")->figure();
    for (const SeriesSpec& line : errors.panels[0].series)
        if (!line.label.empty() && line.x.size() == 4)
            lines.insert(line.label);
    for (const char* name : {"model", "AR(1)", "VAR", "persistence"})
        QVERIFY2(lines.contains(name), name);
    driver.click("pageRecordings");
    clickTab(driver, "recording.views", 6);
    QTRY_COMPARE_WITH_TIMEOUT(shown(driver).panels.size(), std::size_t(4), kPatience);
    QVERIFY(shown(driver).panels[3].title.find("r of both") != std::string::npos);
    driver.find<QDoubleSpinBox>("recording.percent")->setValue(50.0);
    QCOMPARE(shown(driver).panels[0].arrows.size(), std::size_t(6));
    keepPicture(driver, "recording-attention");
    exportFigure(driver, driver.folder / "graph.pdf");
    QVERIFY(fs::file_size(driver.folder / "graph.pdf") > 1000);
    QVERIFY2(warnings.count() == 0, qPrintable(warnings.last()));
    qInfo("story \"recording\": %d clicks and %.1f s from the file to a training, %d clicks in all",
          clicks, seconds, driver.clicks);
}

void RecordingsWindowTest::aTableShowsItsAxesAndIsTurned()
{
    WindowDriver driver(makeTorchEngine());
    writeTable(driver.folder / "rest.csv", 120);
    writeFileAtomically(driver.folder / "rest.json", R"({"RepetitionTime": 0.8})");
    driver.click("pageRecordings");
    drop(driver, {driver.folder / "rest.csv"});
    QTRY_VERIFY_WITH_TIMEOUT(shows(driver, "V1"), kPatience);
    QCOMPARE(driver.text("recording.shape"), QString("120 rows of 3 regions"));
    QVERIFY2(driver.text("recording.trSource").contains("0.8 s (side-car)"),
             qPrintable(driver.text("recording.trSource")));
    QVERIFY2(driver.text("recording.timeAxis").contains("names"),
             qPrintable(driver.text("recording.timeAxis")));
    // A run of 30 rows each.
    driver.find<QSpinBox>("recording.runLength")->setValue(30);
    QTRY_VERIFY_WITH_TIMEOUT(driver.text("recording.regions").contains("4 runs of 30 rows"),
                             kPatience);
    clickTab(driver, "recording.views", 2);
    QTRY_VERIFY_WITH_TIMEOUT(shows(driver, "All regions"), kPatience);
    QCOMPARE(shown(driver).panels[0].image->columns, std::size_t(120));
    QCOMPARE(shown(driver).panels[0].series.at(0).x.size(), std::size_t(9));  // three borders
    keepPicture(driver, "recording-carpet");
    driver.find<QSpinBox>("recording.runLength")->setValue(0);
    auto* transpose = driver.find<QCheckBox>("recording.transpose");
    QTest::mouseClick(transpose, Qt::LeftButton, {}, QPoint(8, transpose->height() / 2));
    QTRY_VERIFY_WITH_TIMEOUT(driver.text("recording.shape") == "3 rows of 120 regions", kPatience);
}

void RecordingsWindowTest::cleaningIsUndoneAndItsFaultsAreSaid()
{
    WindowDriver driver(makeTorchEngine());
    const RecordingFiles files = writeFiles(driver.folder.path());
    drop(driver, {files.recording});
    QTRY_VERIFY_WITH_TIMEOUT(sessionOf(driver).cleaned(), kPatience);
    clickTab(driver, "recording.stepTabs", 1);
    // A filter needs the time that nobody has said.
    type(driver, "clean.option.high_pass", "0.01");
    QTRY_VERIFY_WITH_TIMEOUT(driver.text("recording.cleaningMessage").startsWith("Error"),
                             kPatience);
    QVERIFY(driver.text("recording.cleaningMessage").contains("--tr"));
    QVERIFY(!driver.find("recording.filter")->isVisible());
    clickTab(driver, "recording.stepTabs", 0);
    type(driver, "recording.tr", "2");
    clickTab(driver, "recording.stepTabs", 1);
    QTRY_VERIFY_WITH_TIMEOUT(driver.text("recording.steps").contains("Butterworth"), kPatience);
    QVERIFY(driver.find("recording.filter")->isVisible());
    driver.find<QDoubleSpinBox>("clean.option.drop")->setValue(5);
    QTRY_VERIFY_WITH_TIMEOUT(driver.text("recording.steps").startsWith("1. first 5 volumes"),
                             kPatience);
    QCOMPARE(sessionOf(driver).cleaned()->runs.front().series.rows(), Eigen::Index(195));
    keepPicture(driver, "recording-cleaning");
    driver.click("recording.undoCleaning");
    QTRY_VERIFY_WITH_TIMEOUT(driver.text("recording.steps").startsWith("1. Butterworth"),
                             kPatience);
    driver.click("recording.undoCleaning");
    QTRY_COMPARE_WITH_TIMEOUT(driver.text("recording.steps"), QString("Nothing is done yet."),
                              kPatience);
    QVERIFY(!driver.find("recording.undoCleaning")->isEnabled());
    driver.click("recording.redoCleaning");
    QTRY_VERIFY_WITH_TIMEOUT(driver.text("recording.steps").startsWith("1. Butterworth"),
                             kPatience);
}

void RecordingsWindowTest::aDoubtfulOrContradictedTimeIsRed()
{
    WindowDriver driver(makeTorchEngine());
    const std::pair<double, const char*> cases[]{{1.0, "Doubtful: 1 s (header)"},
                                                 {2.0, "2 s (header)"},
                                                 {0.0, "Unknown"}};
    for (const auto& [seconds, words] : cases) {
        NiftiBytes bold;
        bold.dims({4, 4, 1, kVolumes}).type(16, 32).data(voxels());
        bold.pixdim({1, 3, 3, 3, seconds, 0, 0, 0}).units(10);
        const fs::path file = driver.folder / ("bold-" + std::to_string(int(seconds)) + ".nii");
        writeFileAtomically(file, bold.bytes());
        drop(driver, {file});
        QTRY_VERIFY_WITH_TIMEOUT(sessionOf(driver).cleaned(), kPatience);
        QVERIFY2(driver.text("recording.trSource").startsWith(words),
                 qPrintable(driver.text("recording.trSource")));
        QCOMPARE(driver.find("recording.trIcon")->isVisible(), seconds != 2.0);
    }
    // A person's word ends the doubt.
    drop(driver, {driver.folder / "bold-1.nii"});
    QTRY_VERIFY_WITH_TIMEOUT(driver.text("recording.trSource").startsWith("Doubtful"), kPatience);
    type(driver, "recording.tr", "1");
    QTRY_VERIFY_WITH_TIMEOUT(driver.text("recording.trSource") == "1 s (given here)", kPatience);
    QTRY_VERIFY_WITH_TIMEOUT(sessionOf(driver).cleaned(), kPatience);
    QVERIFY2(!driver.text("recording.message").contains("pixdim"),
             qPrintable(driver.text("recording.message")));
    // A side-car ends it, too, or contradicts.
    for (const auto& [stated, words] :
         {std::pair("1.0", "1 s (side-car)"), std::pair("0.8", "Contradictory: 0.8 s (side-car)")}) {
        writeFileAtomically(driver.folder / "bold-1.json",
                            std::string(R"({"RepetitionTime": )") + stated + "}");
        drop(driver, {driver.folder / "bold-1.nii"});
        QTRY_VERIFY_WITH_TIMEOUT(driver.text("recording.trSource").startsWith(words), kPatience);
        QCOMPARE(driver.find("recording.trIcon")->isVisible(), std::string(stated) == "0.8");
        const auto* label = driver.find<QLabel>("recording.trSource");
        QCOMPARE(label->palette().color(label->foregroundRole()) == themeColours(label->palette()).error,
                 std::string(stated) == "0.8");
    }
}

void RecordingsWindowTest::slicesFollowTheMouse()
{
    WindowDriver driver(makeTorchEngine());
    const RecordingFiles files = writeFiles(driver.folder.path());
    drop(driver, {files.recording});
    QTRY_VERIFY_WITH_TIMEOUT(sessionOf(driver).volumes(), kPatience);
    drop(driver, {files.atlas});
    QTRY_VERIFY_WITH_TIMEOUT(sessionOf(driver).volumes() && sessionOf(driver).cleaned() &&
                                 !sessionOf(driver).recorded()->parcels.empty(),
                             kPatience);
    clickTab(driver, "recording.views", 0);
    auto* view = driver.find<FigureView>("recording.figure");
    QTRY_COMPARE(shown(driver).panels.size(), std::size_t(4));
    // The upper right corner of the axial slice: the last region in y.
    const PanelPlace place = view->panelPlaces().at(2);
    QTest::mouseClick(view, Qt::LeftButton, {},
                      QPoint(int(place.area.right()) - 4, int(place.area.top()) + 4));
    QCOMPARE(driver.find<QComboBox>("recording.region")->currentText(), QString("Insula"));
    const float expected = voxels()[16 * 3 + 15];
    driver.find<QSlider>("recording.time")->setValue(3);
    const SeriesSpec& trace = shown(driver).panels[3].series.at(0);
    QCOMPARE(float(trace.y.at(3)), expected);
    QVERIFY(driver.text("recording.timeText").startsWith("volume 3"));
    keepPicture(driver, "recording-slices");
    const FigureOrigin origin = originOnPage(driver);
    QVERIFY(!origin.value("program").empty());
    QVERIFY2(origin.value("command").starts_with("nie brain import"),
             origin.value("command").c_str());
    QVERIFY(!origin.value("settings").empty());
}

void RecordingsWindowTest::regionsStandInTheChosenOrder()
{
    WindowDriver driver(makeTorchEngine());
    const RecordingFiles files = writeFiles(driver.folder.path());
    writeFileAtomically(driver.folder / "parcels.tsv",
                        "index\tname\tnetwork\n1\tPole\tDefault\n2\tGyrus\tVisual\n"
                        "3\tSulcus\tDefault\n4\tInsula\tSalience\n");
    drop(driver, {files.recording});
    QTRY_VERIFY_WITH_TIMEOUT(sessionOf(driver).cleaned(), kPatience);
    clickTab(driver, "recording.views", 2);
    auto* order = driver.find<QComboBox>("recording.order");
    QTRY_VERIFY(order->isVisible());
    order->setFocus();
    QTest::keyClick(order, Qt::Key_End);  // voxels have no groups
    QCOMPARE(order->currentText(), QString("similar ones together"));
    drop(driver, {files.atlas});
    QTRY_VERIFY_WITH_TIMEOUT(sessionOf(driver).cleaned() &&
                                 !sessionOf(driver).recorded()->parcels.empty(),
                             kPatience);
    QTRY_COMPARE(order->findText("by group"), 2);
    QTest::keyClick(order, Qt::Key_End);
    QTRY_VERIFY_WITH_TIMEOUT(shows(driver, "by group"), kPatience);
    const std::vector<std::string> names = shown(driver).panels[0].y.names;
    QVERIFY((names == std::vector<std::string>{"", "Default", "Visual", "Salience"}));
    keepPicture(driver, "recording-carpet-groups");
    clickRow(driver, 1);
    QCOMPARE(driver.find<QComboBox>("recording.region")->currentText(), QString("Sulcus"));
    auto* clip = driver.find<QDoubleSpinBox>("recording.clip");
    clip->setValue(1.5);
    QTRY_COMPARE_WITH_TIMEOUT(shown(driver).panels[0].image->to, 1.5, kPatience);

    clickTab(driver, "recording.views", 3);
    QTRY_VERIFY_WITH_TIMEOUT(shows(driver, "Pearson"), kPatience);
    keepPicture(driver, "recording-connectivity-groups");
    clickRow(driver, 2);
    QCOMPARE(driver.find<QComboBox>("recording.region")->currentText(), QString("Gyrus"));
    QTest::keyClick(order, Qt::Key_Up);
    QTRY_COMPARE_WITH_TIMEOUT(shown(driver).panels[0].series.size(), std::size_t(0), kPatience);
    // Whatever the order is, a row is the region that its name says.
    for (const std::size_t row : {0U, 3U}) {
        const std::string name = shown(driver).panels[0].y.names.at(row);
        clickRow(driver, row);
        QCOMPARE(driver.find<QComboBox>("recording.region")->currentText().toStdString(), name);
    }
}

void RecordingsWindowTest::windowsOfTheDynamicsAreChosen()
{
    WindowDriver driver(makeTorchEngine());
    const RecordingFiles files = writeFiles(driver.folder.path());
    drop(driver, {files.recording});
    QTRY_VERIFY_WITH_TIMEOUT(sessionOf(driver).cleaned(), kPatience);
    type(driver, "recording.tr", "2");
    clickTab(driver, "recording.views", 4);
    QTRY_VERIFY_WITH_TIMEOUT(shows(driver, "windows of 30 rows every 5"), kPatience);
    auto* window = driver.find<QDoubleSpinBox>("recording.window");
    QVERIFY(window->isVisible());
    QCOMPARE(window->suffix(), QString(" s"));
    window->setValue(100.0);
    driver.find<QDoubleSpinBox>("recording.shift")->setValue(20.0);
    QTRY_VERIFY_WITH_TIMEOUT(shows(driver, "windows of 50 rows every 10"), kPatience);
    keepPicture(driver, "recording-dynamics");
}

void RecordingsWindowTest::aFolderOffersItsRuns()
{
    WindowDriver driver(makeTorchEngine());
    const RecordingFiles files = writeFiles(driver.folder.path());
    const fs::path func = driver.folder / "study/sub-01/func";
    fs::create_directories(func);
    for (const char* run : {"1", "2", "3"})
        fs::copy_file(files.recording,
                      func / (std::string("sub-01_task-rest_run-") + run + "_bold.nii.gz"));
    writeFileAtomically(driver.folder / "study/task-rest_bold.json", R"({"RepetitionTime": 1.5})");
    driver.click("pageRecordings");
    drop(driver, {driver.folder / "study"});
    QTRY_VERIFY_WITH_TIMEOUT(driver.window.findChild<QTreeWidget*>("picker.list"), kPatience);
    auto* list = driver.find<QTreeWidget>("picker.list");
    QCOMPARE(list->topLevelItemCount(), 3);
    list->setFocus();
    QTest::keyClick(list, Qt::Key_A, Qt::ControlModifier);
    driver.click("picker.open");
    QTRY_VERIFY_WITH_TIMEOUT(sessionOf(driver).cleaned(), kPatience);
    QCOMPARE(sessionOf(driver).recorded()->runs.size(), std::size_t(3));
    QCOMPARE(*sessionOf(driver).recorded()->repetitionTime(), 1.5);
    QVERIFY(driver.find<QSpinBox>("recording.run")->maximum() == 3);
}

void RecordingsWindowTest::whatIsNoRecordingIsExplained()
{
    WindowDriver driver(makeTorchEngine());
    const RecordingFiles files = writeFiles(driver.folder.path());
    drop(driver, {files.atlas});
    QTRY_VERIFY_WITH_TIMEOUT(driver.text("recording.message").startsWith("Error"), kPatience);
    QVERIFY2(driver.text("recording.message").contains("dim[0]"),
             qPrintable(driver.text("recording.message")));
    clickTab(driver, "recording.stepTabs", 2);
    QVERIFY(!driver.find("recording.makeSet")->isEnabled());
}

NIE_TEST_WITH(QApplication, RecordingsWindowTest);

}  // namespace nie::recordings_window_test

#include "recordings_window_test.moc"
