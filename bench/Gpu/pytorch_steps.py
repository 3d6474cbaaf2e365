"""The same training steps in plain PyTorch: prints images a second. Usage: pytorch_steps.py vgg-19|resnet-50 BATCH"""
import sys
import time

import torch
from torch import nn

torch.backends.cudnn.deterministic = True
torch.backends.cudnn.benchmark = False


def vgg19():
    layers, channels = [], 3
    for block, (width, count) in enumerate([(64, 2), (128, 2), (256, 4), (512, 4), (512, 4)]):
        if block:
            layers.append(nn.MaxPool2d(2))
        for _ in range(count):
            layers += [nn.Conv2d(channels, width, 3, padding=1), nn.BatchNorm2d(width), nn.ReLU()]
            channels = width
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(channels, 10))


def resnet50():
    from torchvision.models import resnet50 as build
    return build(num_classes=10)


model = {"vgg-19": vgg19, "resnet-50": resnet50}[sys.argv[1]]().cuda()
batch = int(sys.argv[2])
images, labels = torch.randn(batch, 3, 32, 32).cuda(), torch.randint(10, (batch,)).cuda()
optimizer = torch.optim.SGD(model.parameters(), lr=0.01, momentum=0.9, weight_decay=1e-4)


def run(steps):
    for _ in range(steps):
        optimizer.zero_grad(set_to_none=False)
        nn.functional.cross_entropy(model(images), labels).backward()
        optimizer.step()
    torch.cuda.synchronize()


run(10)
rates = []
for _ in range(3):
    start = time.perf_counter()
    run(20)
    rates.append(20 * batch / (time.perf_counter() - start))
print(sorted(rates)[1])
