// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

let package = Package(
    name: "diary-planner",
    platforms: [.macOS(.v15)],
    products: [
        .library(name: "GLPK", targets: ["GLPK"]),
        .library(name: "ColumnGeneration", targets: ["ColumnGeneration"]),
        .library(name: "Diary", targets: ["Diary"]),
        .library(name: "DiaryFiles", targets: ["DiaryFiles"]),
        .library(name: "DiaryOptimiser", targets: ["DiaryOptimiser"]),
        .library(name: "DiaryCalendar", targets: ["DiaryCalendar"]),
        .library(name: "DiaryReport", targets: ["DiaryReport"]),
        .library(name: "DiaryGenerator", targets: ["DiaryGenerator"]),
        .executable(name: "diary", targets: ["DiaryCommand"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    ],
    targets: [
        .systemLibrary(
            name: "CGLPK",
            providers: [.apt(["libglpk-dev"]), .brew(["glpk"])]
        ),
        .target(name: "CGLPKShims", dependencies: ["CGLPK"], linkerSettings: [.linkedLibrary("glpk")]),
        .target(name: "GLPK", dependencies: ["CGLPKShims"], swiftSettings: strict),
        .target(name: "ColumnGeneration", dependencies: ["GLPK"], swiftSettings: strict),
        .target(name: "Diary", swiftSettings: strict),
        .target(
            name: "DiaryFiles",
            dependencies: ["Diary", .product(name: "Yams", package: "Yams")],
            swiftSettings: strict
        ),
        .target(
            name: "DiaryOptimiser",
            dependencies: ["Diary", "GLPK", "ColumnGeneration"],
            swiftSettings: strict
        ),
        .systemLibrary(
            name: "CICal",
            providers: [.apt(["libical-dev"]), .brew(["libical"])]
        ),
        .target(name: "DiaryCalendar", dependencies: ["Diary", "CICal"], swiftSettings: strict),
        .testTarget(name: "DiaryCalendarTests", dependencies: ["DiaryCalendar", "Diary"], swiftSettings: strict),
        .target(
            name: "DiaryReport",
            dependencies: ["Diary", .product(name: "Mustache", package: "swift-mustache")],
            swiftSettings: strict
        ),
        .target(name: "DiaryGenerator", dependencies: ["Diary"], swiftSettings: strict),
        .executableTarget(
            name: "DiaryCommand",
            dependencies: [
                "Diary", "DiaryFiles", "DiaryOptimiser", "DiaryCalendar", "DiaryReport", "DiaryGenerator",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict
        ),
        .testTarget(name: "GLPKTests", dependencies: ["GLPK"], swiftSettings: strict),
        .testTarget(name: "ColumnGenerationTests", dependencies: ["ColumnGeneration", "GLPK"], swiftSettings: strict),
        .testTarget(name: "EndToEndTests", dependencies: ["DiaryCommand", "Diary", "DiaryFiles", "DiaryOptimiser", "DiaryReport"], exclude: ["Fixtures"], swiftSettings: strict),
        .testTarget(name: "DiaryReportTests", dependencies: ["Diary", "DiaryReport"], swiftSettings: strict),
        .testTarget(name: "DiaryFilesTests", dependencies: ["DiaryFiles", "Diary"], swiftSettings: strict),
        .testTarget(name: "DiaryGeneratorTests", dependencies: ["DiaryGenerator", "Diary", "DiaryFiles"], swiftSettings: strict),
        .testTarget(name: "DiaryTests", dependencies: ["Diary"], swiftSettings: strict),
        .testTarget(name: "DiaryOptimiserTests", dependencies: ["DiaryOptimiser", "Diary", "DiaryFiles", "ColumnGeneration", "GLPK"], swiftSettings: strict),
    ]
)
