#include "datasets/dataset_catalog.h"
#include "datasets/step_check.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <cmath>

namespace nie::step_check_test {

class StepCheckTest : public QObject {
    Q_OBJECT

private:
    DatasetCatalog m_catalog = generatedDatasets();

    std::optional<StepCheck> check(const char* name, Json section) const
    {
        section["name"] = name;
        const DatasetEntry& entry = m_catalog.find(name, "test");
        const GenerationContext context{.seed = 5, .threads = 1};
        return checkStep(entry, section, "test", entry.make(section, "test", context), context);
    }

private Q_SLOTS:
    /// Sixteen times, less what the quarter step itself has: the error is that of order four.
    void halfTheStepHasASixteenthOfTheError()
    {
        const auto errors = [this](double step) {
            return check("navier_stokes", {{"samples", 4},
                                           {"resolution", 16},
                                           {"duration", 4.0},
                                           {"frames", 3},
                                           {"max_step", step}})
                .value();
        };
        const StepCheck whole = errors(0.1);
        const StepCheck half = errors(0.05);
        QCOMPARE(whole.step, 0.1);
        QCOMPARE(whole.samples, std::int64_t(3));
        QVERIFY2(std::abs(std::log2(whole.errorAtEnd / half.errorAtEnd) - 4) < 0.3,
                 qPrintable(QString("%1 %2").arg(whole.errorAtEnd).arg(half.errorAtEnd)));
        QVERIFY(half.error > 0 && half.error < whole.error);
    }

    void withoutAStepThereIsNothingToCheck() { QVERIFY(!check("spirals", {{"curves", 3}})); }
};

NIE_TEST(StepCheckTest);

}  // namespace nie::step_check_test

#include "step_check_test.moc"
