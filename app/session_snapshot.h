#pragma once

#include "app/recent_list.h"
#include "core/config/run_config.h"
#include "core/training/training_control.h"
#include "widgets/style/application_style.h"

#include <QByteArray>
#include <QString>

#include <optional>
#include <string>
#include <vector>

namespace nie {

/// The settings that were being edited.
struct DraftMemory {
    RunConfig config;    ///< with the edits
    RunConfig original;  ///< as it was opened
    RunConfig shipped;   ///< the experiment that it was made from
};

/// How the loss is looked at.
struct LossViewMemory {
    std::string x = "step";  ///< step, epoch, time, samples
    bool logarithmicX = false;
    bool logarithmicLeft = true;
    bool logarithmicRight = true;
    double smoothing = 0.6;
    std::vector<std::string> hidden = {};  ///< ids of series
    double followedSteps = 0.0;            ///< of the live window; 0: the whole run
};

/// What a window remembers of itself, as a value.
struct SessionSnapshot {
    QByteArray geometry;  ///< QWidget::saveGeometry
    QByteArray layout;    ///< QMainWindow::saveState
    bool inspectorShown = true;
    bool lossShown = true;
    int lossHeight = 260;                    ///< device-independent pixels, when it is shown
    QString page = QStringLiteral("start");  ///< "train", as in the name of the page's action
    Appearance appearance = Appearance::System;
    std::string folder;  ///< of the file dialogs
    std::optional<DraftMemory> draft;
    std::optional<LossViewMemory> lossView;
    RecentList recent;
    LivePictures pictures = LivePictures::Full;
    std::vector<std::string> runsColumns;  ///< keys, from left to right; empty: as by default
    Json queue;                            ///< RunQueue::toJson
    Json notice;                           ///< FinishNotice::toJson

    Json toJson() const;
    /// Takes what it understands; the rest stays as by default. `problem` says why a draft that is
    /// there could not be taken.
    static SessionSnapshot fromJson(const Json& json, std::string* problem = nullptr);
};

}  // namespace nie
