// A recording beside the model that was trained on it, and the names of its regions.
#include "app/torch_engine.h"
#include "core/recordings/predicted_windows.h"
#include "core/recordings/recording_connectivity.h"
#include "tests/app/recording_driver.h"
#include "tests/support/test_registry.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QSpinBox>

namespace nie::recordings_model_test {

using namespace nie::test;

class RecordingsModelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void truthStandsBesideTheModelOfARecording();
    void simulatedActivityNeedsNoRecording();
    void namesOfTheRegionsAreChosen();
};

void RecordingsModelTest::truthStandsBesideTheModelOfARecording()
{
    WindowDriver driver(makeTorchEngine());
    writeTable(driver.folder / "rest.csv");
    driver.click("pageRecordings");
    QVERIFY(!driver.find("recording.toModel")->isVisible());  // nothing was trained yet
    drop(driver, {driver.folder / "rest.csv"});
    QTRY_VERIFY_WITH_TIMEOUT(sessionOf(driver).cleaned(), kPatience);
    type(driver, "recording.tr", "2");
    clickTab(driver, "recording.stepTabs", 2);
    driver.find<QDoubleSpinBox>("windows.option.horizon")->setValue(4);
    QTRY_VERIFY_WITH_TIMEOUT(driver.find("recording.model")->isEnabled(), kPatience);
    driver.click("recording.model");
    QTRY_COMPARE_WITH_TIMEOUT(driver.window.page(), Page::Train, kPatience);
    driver.find<QSpinBox>("stepCountBox")->setValue(2);
    driver.click("stepManyButton");
    QTRY_VERIFY_WITH_TIMEOUT(driver.shownStep() == 2, kPatience);
    driver.click("stopButton");
    QTRY_COMPARE_WITH_TIMEOUT(driver.state(), SessionState::Finished, kPatience);

    driver.click("pageRecordings");
    clickTab(driver, "recording.views", 3);
    QTRY_VERIFY_WITH_TIMEOUT(shows(driver, "Pearson"), kPatience);
    QCOMPARE(shown(driver).panels.size(), std::size_t(2));
    auto* models = driver.find<QComboBox>("recording.model.run");
    QVERIFY(models->isVisible());
    QCOMPARE(models->count(), 2);
    models->setFocus();
    QTest::keyClick(models, Qt::Key_Down);
    QTRY_COMPARE_WITH_TIMEOUT(shown(driver).panels.size(), std::size_t(4), kPatience);
    QVERIFY(shows(driver, "Truth: Pearson"));
    // The truth is the rows of the test part, as they stand in the data set.
    const auto windows = sessionOf(driver).predicted();
    const PredictedRows rows = PredictedRows::of(*windows, 1);
    const Eigen::MatrixXd expected =
        connectivityOf(rows.series(&PredictedRows::Piece::truth), "pearson").matrix;
    for (std::size_t a = 0; a < 3; ++a)
        for (std::size_t b = 0; b < 3; ++b)
            QVERIFY(std::abs(shown(driver).panels[0].image->at(a, b) -
                             expected(Eigen::Index(a), Eigen::Index(b))) < 1e-12);
    keepPicture(driver, "recording-model-connectivity");
    QVERIFY2(driver.window.recordings().command().find("nie brain fc ") == 0 &&
                 driver.window.recordings().command().find("--ahead 1") != std::string::npos,
             driver.window.recordings().command().c_str());

    clickTab(driver, "recording.views", 1);
    QTRY_VERIFY_WITH_TIMEOUT(shows(driver, "R2 ="), kPatience);
    QCOMPARE(shown(driver).panels[0].series.at(1).label, std::string("model"));
    driver.find<QSpinBox>("recording.ahead")->setValue(4);
    QTRY_VERIFY_WITH_TIMEOUT(QString::fromStdString(shown(driver).title).contains("4 frames ahead"),
                             kPatience);
    keepPicture(driver, "recording-model-traces");
    clickTab(driver, "recording.views", 4);
    QTRY_VERIFY_WITH_TIMEOUT(shows(driver, "Truth: windows of 30 rows"), kPatience);
    keepPicture(driver, "recording-model-dynamics");
    clickTab(driver, "recording.views", 5);
    QTRY_COMPARE_WITH_TIMEOUT(shown(driver).panels.size(), std::size_t(2), kPatience);
    clickTab(driver, "recording.views", 2);
    QTRY_VERIFY_WITH_TIMEOUT(shows(driver, "Truth"), kPatience);
    keepPicture(driver, "recording-model-carpet");
    models->setFocus();
    QTest::keyClick(models, Qt::Key_Up);
    QTRY_VERIFY_WITH_TIMEOUT(shows(driver, "All regions"), kPatience);
}

/// The sample of the Start page, on a smaller brain's worth of data.
void RecordingsModelTest::simulatedActivityNeedsNoRecording()
{
    WindowDriver driver(makeTorchEngine());
    driver.click("card.brain_regions");
    QCOMPARE(driver.window.draft().config().experiment, std::string("brain_regions"));
    RunConfig config = driver.window.draft().config();
    for (const char* smaller :
         {"dataset.rows=300", "dataset.curves=30", "dataset.discard=50", "dataset.window=5",
          "model.width=8", "model.solver.max_iterations=4"})
        config.set(smaller);
    writeFileAtomically(driver.folder / "small.json", config.toJson().dump());
    QVERIFY(driver.window.openExperiment((driver.folder / "small.json").string()));
    driver.find<QSpinBox>("stepCountBox")->setValue(1);
    driver.click("stepManyButton");
    QTRY_VERIFY_WITH_TIMEOUT(driver.shownStep() == 1, kPatience);
    driver.click("stopButton");
    QTRY_COMPARE_WITH_TIMEOUT(driver.state(), SessionState::Finished, kPatience);

    driver.click("pageRecordings");
    QTRY_VERIFY_WITH_TIMEOUT(driver.find("recording.toModel")->isVisible(), kPatience);
    driver.click("recording.toModel");
    QTRY_VERIFY_WITH_TIMEOUT(shows(driver, "L1"), kPatience);
    QVERIFY(!driver.find("recording.steps.tabs")->isVisible());
    clickTab(driver, "recording.views", 3);
    QTRY_COMPARE_WITH_TIMEOUT(shown(driver).panels.size(), std::size_t(4), kPatience);
    QCOMPARE(shown(driver).panels[2].image->rows, std::size_t(80));
    keepPicture(driver, "recording-simulated-connectivity");
    clickTab(driver, "recording.views", 6);
    QTRY_VERIFY_WITH_TIMEOUT(
        !shown(driver).panels.empty() && !shown(driver).panels[0].arrows.empty(), kPatience);
    QCOMPARE(driver.window.recordings().command().find("nie brain graph "), std::size_t(0));
    keepPicture(driver, "recording-simulated-attention");
    // Without a model there is nothing to show again.
    clickTab(driver, "recording.views", 1);
    auto* models = driver.find<QComboBox>("recording.model.run");
    models->setFocus();
    QTest::keyClick(models, Qt::Key_Home);
    QTRY_VERIFY(driver.find("recording.hint")->isVisible());
}

void RecordingsModelTest::namesOfTheRegionsAreChosen()
{
    WindowDriver driver(makeTorchEngine());
    const RecordingFiles files = writeFiles(driver.folder.path());
    writeFileAtomically(driver.folder / "french.txt", "1 Pole\n2 Circonvolution\n3 Sillon\n");
    writeFileAtomically(driver.folder / "other.txt", "50 A\n60 B\n");
    drop(driver, {files.recording});
    QTRY_VERIFY_WITH_TIMEOUT(sessionOf(driver).cleaned(), kPatience);
    QVERIFY(!driver.find("recording.chooseNames")->isVisible());
    drop(driver, {files.atlas});
    QTRY_VERIFY_WITH_TIMEOUT(driver.text("recording.regions").startsWith("4: Pole; Gyrus"),
                             kPatience);
    chooseFile(driver, "recording.chooseNames", driver.folder / "french.txt");
    QTRY_VERIFY_WITH_TIMEOUT(
        driver.text("recording.regions").startsWith("4: Pole; Circonvolution; Sillon"), kPatience);
    QVERIFY2(driver.text("recording.message").contains("1 of 4 labels have no name"),
             qPrintable(driver.text("recording.message")));
    QVERIFY2(driver.window.recordings().command().find("french.txt") != std::string::npos,
             driver.window.recordings().command().c_str());
    keepPicture(driver, "recording-names");
    chooseFile(driver, "recording.chooseNames", driver.folder / "other.txt");
    QTRY_VERIFY_WITH_TIMEOUT(driver.text("recording.message").startsWith("Error"), kPatience);
    QVERIFY2(driver.text("recording.message").contains("none is of a label"),
             qPrintable(driver.text("recording.message")));
    // Another one heals it.
    chooseFile(driver, "recording.chooseNames", driver.folder / "parcels.tsv");
    QTRY_VERIFY_WITH_TIMEOUT(driver.text("recording.regions").startsWith("4: Pole; Gyrus"),
                             kPatience);
}

NIE_TEST_WITH(QApplication, RecordingsModelTest);

}  // namespace nie::recordings_model_test

#include "recordings_model_test.moc"
