#include "core/recordings/bids_folder.h"
#include "tests/support/error_text.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <fstream>

namespace nie::bids_folder_test {

namespace fs = std::filesystem;

class BidsFolderTest : public QObject {
    Q_OBJECT

private:
    test::TemporaryFolder m_folder;

    void write(const std::string& path, const std::string& text = "x")
    {
        fs::create_directories((m_folder / path).parent_path());
        std::ofstream(m_folder / path) << text;
    }

private Q_SLOTS:
    void namesAreTakenApart()
    {
        const BidsName name("sub-01_task-rest_space-MNI_desc-preproc_bold.nii.gz");
        QCOMPARE(name.entity("task"), std::string("rest"));
        QCOMPARE(name.suffix, std::string("bold"));
        QCOMPARE(name.ending, std::string(".nii.gz"));
        QVERIFY(BidsName("task-rest_bold.json").isWithin(name));
        QVERIFY(!BidsName("task-nback_bold.json").isWithin(name));
        QVERIFY(BidsName("sub-01_desc-confounds_timeseries.tsv").isWithin(name, {"desc"}));
    }

    void runsAreListedWithWhatBelongsToThem()
    {
        write("task-rest_bold.json", R"({"RepetitionTime": 0.8})");
        write("sub-02/func/sub-02_task-rest_bold.nii.gz");
        write("sub-01/ses-b/func/sub-01_ses-b_task-rest_run-2_bold.nii.gz");
        write("sub-01/ses-b/func/sub-01_ses-b_task-rest_run-1_bold.nii.gz");
        write("sub-01/ses-b/func/sub-01_ses-b_task-rest_run-1_bold.json",
              R"({"RepetitionTime": 2.0})");
        write("sub-01/ses-b/func/sub-01_ses-b_task-nback_bold.nii");
        write("sub-01/anat/sub-01_T1w.nii.gz");
        write(".git/sub-09_task-rest_bold.nii.gz");
        write("d/sub-01/sub-01_task-rest_space-MNI_desc-preproc_bold.nii.gz");
        write("d/sub-01/sub-01_task-rest_desc-confounds_timeseries.tsv");
        write("d/sub-01/sub-01_space-MNI_desc-aparcaseg_dseg.nii.gz");
        write("d/sub-01/sub-01_task-rest_space-MNI_atlas-Glasser_stat-mean_timeseries.tsv");
        const BidsFolder found = BidsFolder::scan(m_folder.path());
        QStringList titles;
        for (const BidsRun& run : found.runs)
            titles << QString::fromStdString(run.title());
        QCOMPARE(titles,
                 (QStringList{"sub-01 task-rest, MNI, regions of Glasser", "sub-01 task-rest, MNI",
                              "sub-01 ses-b task-nback", "sub-01 ses-b task-rest run-1",
                              "sub-01 ses-b task-rest run-2", "sub-02 task-rest"}));
        // The nearest side-car wins; that of another task says nothing.
        QVERIFY(!found.runs[2].repetitionTime);
        QCOMPARE(*found.runs[3].repetitionTime, 2.0);
        QCOMPARE(*found.runs[4].repetitionTime, 0.8);
        QCOMPARE(found.runs[4].sidecar.filename().string(), std::string("task-rest_bold.json"));
        QVERIFY(found.runs[1].confounds.filename().string().find("confounds") != std::string::npos);
        QVERIFY(found.runs[1].labels.filename().string().find("dseg") != std::string::npos);
        QVERIFY(found.runs[5].confounds.empty() && found.runs[5].labels.empty());
        QCOMPARE(found.warnings.size(), std::size_t(1));
        QCOMPARE(found.toJson().at("runs")[3].at("recording").get<std::string>(),
                 std::string("sub-01/ses-b/func/sub-01_ses-b_task-rest_run-1_bold.nii.gz"));
    }

    void whatIsNotHereIsSaid()
    {
        test::TemporaryFolder empty;
        QVERIFY(BidsFolder::scan(empty.path()).warnings.front().find("no recording") !=
                std::string::npos);
        fs::create_symlink("nowhere", empty / "sub-01_task-rest_bold.nii.gz");
        QVERIFY(BidsFolder::scan(empty.path()).warnings.front().find("annex") != std::string::npos);
        QVERIFY(test::inputErrorOf([&] { BidsFolder::scan(empty / "x"); }).contains("no such"));
    }
};

NIE_TEST(BidsFolderTest);

}  // namespace nie::bids_folder_test

#include "bids_folder_test.moc"
