#include "tests/house/include_layers.h"
#include "tests/house/source_tree.h"
#include "tests/support/test_registry.h"

#include <QTest>

namespace nie::include_layer_test {

using namespace nie::test;

class IncludeLayerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void noFileIncludesUpwards()
    {
        const QStringList files = compiledFiles();
        QVERIFY2(files.size() > 30, "the source tree was not found");
        QStringList violations;
        for (const QString& file : files)
            violations << includeViolations(file, readText(sourceFolder() + "/" + file));
        QVERIFY2(violations.isEmpty(), qPrintable(violations.join('\n')));
    }

    void everyFolderOfCoreHasItsPlaceInTheOrder()
    {
        const QDir core(sourceFolder() + "/core");
        for (const QString& folder : core.entryList(QDir::Dirs | QDir::NoDotAndDotDot))
            QVERIFY2(kCoreOrder.contains(folder), qPrintable(folder));
    }

    void projectHeadersAreIncludedByTheirFullName()
    {
        static const QRegularExpression quoted("^[ \\t]*#[ \\t]*include[ \\t]*\"([^\"]+)\"",
                                               QRegularExpression::MultilineOption);
        for (const QString& file : compiledFiles()) {
            const QString text = readText(sourceFolder() + "/" + file);
            for (auto match = quoted.globalMatch(text); match.hasNext();) {
                const QString header = match.next().captured(1);
                const bool generated = header.endsWith(".moc") || header.startsWith("ui_");
                QVERIFY2(generated || QFile::exists(sourceFolder() + "/" + header),
                         qPrintable(file + " includes " + header));
            }
        }
    }

    void plantedIncludeIsJudged_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("include");
        QTest::addColumn<bool>("allowed");
        const auto row = [](const char* file, const char* include, bool allowed) {
            QTest::newRow(qPrintable(QString("%1 %2").arg(file, include)))
                << file << include << allowed;
        };
        row("core/base/error.cpp", "\"core/training/trainer.h\"", false);
        row("core/models/anie.h", "\"core/training/trainer.h\"", false);
        row("core/training/trainer.cpp", "\"core/models/model.h\"", true);
        row("core/results/field.h", "<torch/torch.h>", false);
        row("core/io/npy.cpp", "<ATen/ATen.h>", false);
        row("core/data/dataset.h", "<torch/torch.h>", true);
        row("core/config/json.h", "<QString>", false);
        row("core/experiments/experiment.cpp", "\"datasets/dataset_catalog.h\"", false);
        row("core/numerics/grid.cpp", "\"app/main_window.h\"", false);
        row("datasets/spirals/spirals.cpp", "<QtGlobal>", false);
        row("datasets/spirals/spirals.cpp", "\"core/data/dataset.h\"", true);
        row("datasets/spirals/spirals.cpp", "\"core/models/model.h\"", false);
        row("widgets/curves/curve_plot.h", "<torch/torch.h>", false);
        row("widgets/curves/curve_plot.h", "<qcustomplot.h>", true);
        row("widgets/curves/curve_plot.h", "\"core/results/training_reports.h\"", true);
        row("widgets/curves/curve_plot.h", "\"core/io/safetensors.h\"", false);
        row("widgets/curves/curve_plot.h", "\"core/training/trainer.h\"", false);
        row("widgets/curves/curve_plot.h", "\"app/main_window.h\"", false);
        row("app/main_window.cpp", "\"core/experiments/experiment.h\"", false);
        row("app/main_window.cpp", "\"core/training/training_control.h\"", true);
        row("app/main_window.cpp", "\"widgets/curves/curve_plot.h\"", true);
        row("app/panels/solver_panel.cpp", "<torch/torch.h>", false);
        row("app/torch_engine.cpp", "\"core/experiments/experiment.h\"", true);
        row("app/cli/train_command.cpp", "\"core/experiments/experiment.h\"", true);
        row("core/fields/field.h", "\"core/base/error.h\"", false);
        row("app/main_window.cpp", "\"tests/support/temporary_folder.h\"", false);
    }

    void plantedIncludeIsJudged()
    {
        QFETCH(QString, file);
        QFETCH(QString, include);
        QFETCH(bool, allowed);
        const QString text = "#pragma once\n  #  include " + include + "  // reason\n";
        QCOMPARE(includeViolations(file, text).isEmpty(), allowed);
    }
};

NIE_TEST(IncludeLayerTest);

}  // namespace nie::include_layer_test

#include "include_layer_test.moc"
