#include "core/base/error.h"
#include "core/base/files.h"
#include "core/experiments/experiment_catalog.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <set>

namespace nie::experiment_catalog_test {

namespace fs = std::filesystem;

class ExperimentCatalogTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyFileOfTheSourceIsEmbeddedUnchanged()
    {
        const fs::path folder =
            fs::path(qgetenv("NIE_SOURCE_DIR").toStdString()) / "resources/experiments";
        std::size_t files = 0;
        for (const auto& file : fs::directory_iterator(folder)) {
            const RunConfig fromFile = findExperiment(file.path().string());
            const RunConfig embedded = findExperiment(file.path().stem().string());
            QCOMPARE(embedded.toJson().dump(), fromFile.toJson().dump());
            ++files;
        }
        QCOMPARE(experimentCatalog().size(), files);
        QVERIFY(files >= 1);
    }

    void everyExperimentIsDescribedAndNamedOnce()
    {
        std::set<std::string> names;
        for (const RunConfig& config : experimentCatalog()) {
            QVERIFY(names.insert(config.experiment).second);
            QVERIFY2(!config.title.empty() && !config.description.empty(),
                     config.experiment.c_str());
            QVERIFY(config.dataset.contains("name") && config.model.contains("name"));
        }
    }

    void unknownExperimentIsRefusedWithTheKnownOnes()
    {
        try {
            findExperiment("spirels");
            QFAIL("no error");
        } catch (const InputError& error) {
            const QString message = error.what();
            QVERIFY2(message.contains("'spirels'") && message.contains("spirals"), error.what());
        }
        QVERIFY_EXCEPTION_THROWN(findExperiment("/nowhere/e.json"), InputError);
    }

    void fileWithoutANameIsCalledAfterItsFile()
    {
        const test::TemporaryFolder folder;
        writeFileAtomically(folder / "mine.json", "{}");
        QCOMPARE(findExperiment(folder / "mine.json").experiment, std::string("mine"));
    }
};

NIE_TEST(ExperimentCatalogTest);

}  // namespace nie::experiment_catalog_test

#include "experiment_catalog_test.moc"
